package dev.tocsin.connector.openapi;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one schema of several. */
final class SchemaMerge {

    /** More kinds of thing in one place than this say no more than that anything may be there. */
    private static final int MAX_ALTERNATIVES = 30;

    private static final Yaml NULL = Yaml.of("null");

    private SchemaMerge() {}

    /** Adds what another schema asks of the same value ({@code allOf}); the later one wins. */
    static void add(Yaml.Fields more, Yaml.Fields schema) {
        schema.remarks().addAll(more.remarks());
        schema.examples().addAll(more.examples());
        for (Map.Entry<String, Yaml.Field> entry : more.entries().entrySet()) {
            String key = entry.getKey();
            Yaml value = entry.getValue().value();
            Yaml known = schema.get(key);
            switch (key) {
                case "properties" -> schema.put(key, properties(known, value));
                case "required" -> schema.put(key, union(known, value));
                case "anyOf" -> {
                    // Two sets of alternatives at once cannot be said; the first is kept.
                    if (known == null) {
                        schema.put(key, value);
                    }
                }
                default -> schema.put(key, value);
            }
        }
    }

    private static Yaml properties(@Nullable Yaml known, Yaml more) {
        Yaml.Fields merged = new Yaml.Fields().spread();
        if (known instanceof Yaml.Fields before) {
            before.entries().forEach((name, field) -> merged.put(name, field.value()));
        }
        if (more instanceof Yaml.Fields after) {
            after.entries()
                    .forEach(
                            (name, field) -> {
                                if (merged.get(name) instanceof Yaml.Fields first
                                        && field.value() instanceof Yaml.Fields second
                                        && first.get("$ref") == null
                                        && second.get("$ref") == null) {
                                    Yaml.Fields both = first.copy();
                                    add(second, both);
                                    merged.put(name, both);
                                } else {
                                    merged.put(name, field.value());
                                }
                            });
        }
        return merged;
    }

    private static Yaml union(@Nullable Yaml known, Yaml more) {
        Set<String> names = new LinkedHashSet<>(texts(known));
        names.addAll(texts(more));
        return Yaml.texts(names);
    }

    /** The texts of a list; none where it is none. */
    static List<String> texts(@Nullable Yaml list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof Yaml.Items(List<Yaml> items)) {
            for (Yaml item : items) {
                if (item instanceof Yaml.Scalar(StringValue(String text))) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    static void withoutRequired(Set<String> names, Yaml.Fields schema) {
        if (names.isEmpty() || schema.get("required") == null) {
            return;
        }
        List<String> required = texts(schema.get("required"));
        required.removeAll(names);
        if (required.isEmpty()) {
            schema.remove("required");
        } else {
            schema.put("required", Yaml.texts(required));
        }
    }

    /**
     * The schema, or null.
     *
     * @param rules what the schema says, where it is a reference
     */
    static Yaml.Fields orNull(Yaml.Fields schema, Yaml.Fields rules) {
        Yaml.Fields nullable = schema.copy();
        Yaml type = rules.get("type");
        boolean enumerated = rules.get("enum") != null || rules.get("const") != null;
        if (enumerated && schema == rules && rules.get("enum") instanceof Yaml.Items(var items)) {
            List<Yaml> values = new ArrayList<>(items);
            if (values.stream().noneMatch(SchemaMerge::isNull)) {
                values.add(new Yaml.Scalar(NullValue.NULL));
            }
            nullable.put("enum", new Yaml.Items(values));
            enumerated = false;
        }
        if (type != null && !enumerated) {
            List<Yaml> types =
                    new ArrayList<>(type instanceof Yaml.Items(var all) ? all : List.of(type));
            if (!types.contains(NULL)) {
                types.add(NULL);
            }
            return nullable.put("type", new Yaml.Items(types));
        }
        if (schema.get("anyOf") instanceof Yaml.Items(var items)) {
            List<Yaml> alternatives = new ArrayList<>(items);
            alternatives.add(new Yaml.Fields().put("type", "null"));
            return nullable.put("anyOf", new Yaml.Items(alternatives));
        }
        if (nullable.isEmpty() || type == null && !enumerated) {
            return nullable;
        }
        Yaml.Fields either = new Yaml.Fields();
        if (nullable.get("description") instanceof Yaml description) {
            either.put("description", description);
            nullable.remove("description");
        }
        return either.put(
                "anyOf", new Yaml.Items(List.of(nullable, new Yaml.Fields().put("type", "null"))));
    }

    private static boolean isNull(Yaml yaml) {
        return yaml instanceof Yaml.Scalar(NullValue _);
    }

    /** Adds that one of several schemas holds, or more of them: {@code oneOf} is kept as that. */
    static void alternatives(List<Yaml.Fields> alternatives, Yaml.Fields schema) {
        List<Yaml> kept = new ArrayList<>();
        boolean orNull = false;
        for (Yaml.Fields one : alternatives) {
            schema.remarks().addAll(one.remarks());
            if (NULL.equals(one.get("type"))) {
                orNull = true;
            } else if (one.isEmpty()) {
                return;
            } else if (!kept.contains(one)) {
                kept.add(one);
            }
        }
        if (kept.isEmpty()) {
            return;
        }
        if (kept.size() > MAX_ALTERNATIVES) {
            schema.remark("left out: " + kept.size() + " alternatives, so anything is taken");
            return;
        }
        Yaml.Fields only = kept.size() == 1 ? (Yaml.Fields) kept.getFirst() : enumeration(kept);
        if (only != null && only.get("$ref") == null) {
            add(only, schema);
            if (orNull) {
                Yaml.Fields nullable = orNull(schema, schema);
                nullable.entries().forEach((key, field) -> schema.put(key, field.value()));
            }
            return;
        }
        // What an object says of its fields would hide those that only the alternatives have.
        if (schema.get("properties") == null && schema.get("additionalProperties") == null) {
            schema.remove("type");
        } else if (kept.stream().anyMatch(SchemaMerge::hasFields)) {
            schema.put("additionalProperties", new Yaml.Scalar(BoolValue.TRUE));
        }
        if (orNull) {
            kept.add(new Yaml.Fields().put("type", "null"));
        }
        schema.put("anyOf", new Yaml.Items(kept));
    }

    private static boolean hasFields(Yaml schema) {
        return schema instanceof Yaml.Fields fields
                && (fields.get("properties") != null || fields.get("$ref") != null);
    }

    /** One enumeration of several; null where they are not all of texts. */
    private static Yaml.@Nullable Fields enumeration(List<Yaml> schemas) {
        Set<Value> values = new LinkedHashSet<>();
        for (Yaml one : schemas) {
            Yaml.Fields fields = (Yaml.Fields) one;
            if (fields.get("enum") instanceof Yaml.Items(List<Yaml> items)) {
                items.forEach(item -> values.add(Yaml.value(item)));
            } else if (fields.get("const") instanceof Yaml.Scalar(Value constant)) {
                values.add(constant);
            } else {
                return null;
            }
        }
        if (!values.stream().allMatch(StringValue.class::isInstance)) {
            return null;
        }
        return new Yaml.Fields()
                .put("type", "string")
                .put("enum", Yaml.of(new ListValue(new ArrayList<>(values))));
    }
}
