package dev.tocsin.connector.openapi;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is written: values, with comments at the keys of mappings. */
sealed interface Yaml {

    /** One scalar: a text, a number, a truth value or null. */
    record Scalar(Value value) implements Yaml {}

    /** A list. */
    record Items(List<Yaml> items) implements Yaml {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping under construction; for one thread. Each key once, in the order of coming. */
    final class Fields implements Yaml {

        private final Map<String, Field> entries = new LinkedHashMap<>();
        private final List<String> remarks = new ArrayList<>();
        private final List<Value> examples = new ArrayList<>();
        private boolean spread;

        Map<String, Field> entries() {
            return entries;
        }

        boolean isEmpty() {
            return entries.isEmpty();
        }

        /** Whether it has a line for each key, however short they are. */
        boolean isSpread() {
            return spread;
        }

        Fields spread() {
            spread = true;
            return this;
        }

        @Nullable Yaml get(String key) {
            Field field = entries.get(key);
            return field == null ? null : field.value();
        }

        @Nullable String text(String key) {
            return get(key) instanceof Scalar(StringValue(String text)) ? text : null;
        }

        /** What is to be said of this mapping: comments above the key that will hold it. */
        List<String> remarks() {
            return remarks;
        }

        /** Of a schema: values that the description gives for it; never written. */
        List<Value> examples() {
            return examples;
        }

        Fields remark(String comment) {
            remarks.add(comment);
            return this;
        }

        Fields put(String key, Yaml value) {
            List<String> above = value instanceof Fields fields ? fields.remarks() : List.of();
            entries.put(key, new Field(value, above, null));
            return this;
        }

        Fields put(String key, String text) {
            return put(key, of(text));
        }

        /** With a comment behind the value. */
        Fields put(String key, Yaml value, @Nullable String beside) {
            entries.put(key, new Field(value, List.of(), beside));
            return this;
        }

        /** With comments on the lines above. */
        Fields put(String key, Yaml value, List<String> above) {
            entries.put(key, new Field(value, above, null));
            return this;
        }

        void remove(String key) {
            entries.remove(key);
        }

        Fields copy() {
            Fields copy = new Fields();
            copy.entries.putAll(entries);
            copy.remarks.addAll(remarks);
            copy.examples.addAll(examples);
            copy.spread = spread;
            return copy;
        }
    }

    /**
     * The value of a key.
     *
     * @param above comments, without their signs
     * @param beside a comment behind the value, or null
     */
    record Field(Yaml value, List<String> above, @Nullable String beside) {

        public Field {
            above = List.copyOf(above);
        }
    }

    static Yaml of(String text) {
        return new Scalar(new StringValue(text));
    }

    /** A list of texts. */
    static Yaml texts(Iterable<String> texts) {
        List<Yaml> items = new ArrayList<>();
        texts.forEach(text -> items.add(of(text)));
        return new Items(items);
    }

    static Yaml of(Value value) {
        return switch (value) {
            case MapValue(Map<String, Value> entries) -> {
                Fields fields = new Fields();
                entries.forEach((key, item) -> fields.put(key, of(item)));
                yield fields;
            }
            case ListValue(List<Value> values) -> {
                List<Yaml> items = new ArrayList<>();
                values.forEach(item -> items.add(of(item)));
                yield new Items(items);
            }
            default -> new Scalar(value);
        };
    }

    /** What is left without the comments. */
    static Value value(Yaml yaml) {
        return switch (yaml) {
            case Scalar(Value value) -> value;
            case Items(List<Yaml> items) -> {
                List<Value> values = new ArrayList<>(items.size());
                items.forEach(item -> values.add(value(item)));
                yield new ListValue(values);
            }
            case Fields fields -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                fields.entries().forEach((key, field) -> entries.put(key, value(field.value())));
                yield new MapValue(entries);
            }
        };
    }
}
