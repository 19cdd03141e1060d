package dev.tocsin.connector.openapi;

import dev.tocsin.schema.Schema;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schemas that several places share: the {@code schemas} of the file that is written. */
final class NamedSchemas {

    /** Where a file says {@code $ref}, and where a schema by itself says it. */
    static final String PREFIX = "#/schemas/";

    private static final String LOCAL_PREFIX = "#/$defs/";

    /**
     * One of them.
     *
     * @param name null where it is so small that each place has it for itself
     * @param size how many schemas it is once all it refers to is put in
     * @param depth how many levels of schemas it has then
     */
    record Shared(@Nullable String name, Yaml.Fields schema, long size, int depth) {}

    private final Names names = new Names();
    private final Map<String, Shared> byPlace = new HashMap<>();
    private final Map<String, Yaml.Fields> written = new LinkedHashMap<>();

    @Nullable Shared find(String pointer, Direction direction) {
        return byPlace.get(direction + pointer);
    }

    /** Keeps a schema; one that the other direction has as well is kept once. */
    Shared add(String pointer, Direction direction, Yaml.Fields schema, long size, int depth) {
        Direction opposite = direction == Direction.REQUEST ? Direction.ANSWER : Direction.REQUEST;
        Shared other = find(pointer, opposite);
        Shared shared;
        if (other != null && Yaml.value(other.schema()).equals(Yaml.value(schema))) {
            shared = other;
        } else if (isSmall(schema)) {
            shared = new Shared(null, schema, size, depth);
        } else {
            String plain = Names.operation(pointer.substring(pointer.lastIndexOf('/') + 1));
            String name =
                    names.unique(
                            (plain == null ? "schema" : plain)
                                    + (other == null ? "" : direction.suffix()));
            shared = new Shared(name, schema, size, depth);
            written.put(name, schema);
        }
        byPlace.put(direction + pointer, shared);
        return shared;
    }

    private static boolean isSmall(Yaml.Fields schema) {
        boolean whole =
                schema.get("properties") == null
                        && schema.get("anyOf") == null
                        && schema.get("items") == null
                        && schema.get("additionalProperties") == null;
        return whole && !(schema.get("enum") instanceof Yaml.Items(var items) && items.size() > 6);
    }

    /** By name, in the order in which they were first needed. */
    Map<String, Yaml.Fields> written() {
        return written;
    }

    /** Those that a part of the file needs, also through each other, in the order of coming. */
    Map<String, Yaml.Fields> neededBy(Yaml part) {
        Set<String> needed = new HashSet<>();
        collect(part, needed);
        Map<String, Yaml.Fields> kept = new LinkedHashMap<>(written);
        kept.keySet().retainAll(needed);
        return kept;
    }

    private void collect(Yaml part, Set<String> needed) {
        switch (part) {
            case Yaml.Scalar _ -> {}
            case Yaml.Items(List<Yaml> items) -> items.forEach(item -> collect(item, needed));
            case Yaml.Fields fields -> {
                String to = fields.text("$ref");
                Yaml.Fields target =
                        to != null && to.startsWith(PREFIX)
                                ? written.get(to.substring(PREFIX.length()))
                                : null;
                if (target != null && needed.add(to.substring(PREFIX.length()))) {
                    collect(target, needed);
                }
                fields.entries().values().forEach(field -> collect(field.value(), needed));
            }
        }
    }

    /** A schema by itself, as a validator reads it: what it shares is inside of it. */
    Schema whole(Yaml schema) {
        Map<String, Value> definitions = new LinkedHashMap<>();
        MapValue.Builder whole = MapValue.builder();
        if (local(Yaml.value(schema), definitions) instanceof MapValue(var entries)) {
            entries.forEach(whole::put);
        }
        return new Schema(whole.put("$defs", new MapValue(definitions)).build());
    }

    private Value local(Value schema, Map<String, Value> definitions) {
        return switch (schema) {
            case MapValue(Map<String, Value> entries) -> {
                MapValue.Builder local = MapValue.builder();
                entries.forEach(
                        (key, value) ->
                                local.put(
                                        key,
                                        key.equals("$ref")
                                                        && value instanceof StringValue(String to)
                                                ? reference(to, definitions)
                                                : local(value, definitions)));
                yield local.build();
            }
            case ListValue(List<Value> items) -> {
                List<Value> local = new ArrayList<>(items.size());
                items.forEach(item -> local.add(local(item, definitions)));
                yield new ListValue(local);
            }
            default -> schema;
        };
    }

    private Value reference(String to, Map<String, Value> definitions) {
        String name = to.substring(PREFIX.length());
        Yaml.Fields shared = written.get(name);
        if (shared != null && definitions.putIfAbsent(name, MapValue.EMPTY) == null) {
            definitions.put(name, local(Yaml.value(shared), definitions));
        }
        return new StringValue(LOCAL_PREFIX + name);
    }
}
