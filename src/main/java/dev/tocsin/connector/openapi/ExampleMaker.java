package dev.tocsin.connector.openapi;

import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a value for a schema: one that the description gives, else one made of what the schema
 * says. The same description gives the same values.
 */
final class ExampleMaker {

    private static final int MAX_DEPTH = 10;

    /** Of an object that asks for no field, so that its example shows what it is like. */
    private static final int MAX_SHOWN_FIELDS = 4;

    private final NamedSchemas shared;
    private final GivenExamples given;

    ExampleMaker(NamedSchemas shared, GivenExamples given) {
        this.shared = shared;
        this.given = given;
    }

    /** A value that fits, or null where none was found. */
    @Nullable Value find(String name, Yaml.Fields schema, List<Value> candidates) {
        ValueCheck check = ValueCheck.of(shared.whole(schema));
        List<Value> all = new ArrayList<>(candidates);
        all.addAll(schema.examples());
        for (Value candidate : all) {
            Value usable = given.usable(name, candidate);
            if (usable != null && check.check(usable).isEmpty()) {
                return usable;
            }
        }
        Value made = made(name, schema, 0);
        return made != null && check.check(made).isEmpty() ? made : null;
    }

    /** A value for the usual kinds of schema; one with more to it may not be met. */
    private @Nullable Value made(String name, Yaml.Fields written, int depth) {
        Yaml.Fields schema = resolved(written);
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (depth > 0) {
            for (Value candidate : schema.examples()) {
                Value usable = given.usable(name, candidate);
                if (usable != null && ValueCheck.of(shared.whole(schema)).check(usable).isEmpty()) {
                    return usable;
                }
            }
        }
        for (String key : List.of("default", "const")) {
            if (schema.get(key) instanceof Yaml.Scalar(Value value)) {
                return value;
            }
        }
        if (schema.get("enum") instanceof Yaml.Items(List<Yaml> values)) {
            return Yaml.value(values.getFirst());
        }
        if (schema.get("type") == null && schema.get("anyOf") instanceof Yaml.Items(var options)) {
            for (Yaml option : options) {
                Value value = option instanceof Yaml.Fields one ? made(name, one, depth + 1) : null;
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> list(name, schema, depth);
            case "boolean" -> BoolValue.TRUE;
            case "integer", "number" -> number(schema);
            case "null" -> NullValue.NULL;
            case "string" -> given.orPlain(name, ExampleTexts.of(schema));
            default -> new StringValue("any");
        };
    }

    private Yaml.Fields resolved(Yaml.Fields schema) {
        String reference = schema.text("$ref");
        Yaml.Fields target =
                reference == null
                        ? null
                        : shared.written().get(reference.substring(NamedSchemas.PREFIX.length()));
        if (target == null) {
            return schema;
        }
        Yaml.Fields both = target.copy();
        schema.entries()
                .forEach(
                        (key, field) -> {
                            if (!key.equals("$ref")) {
                                both.put(key, field.value());
                            }
                        });
        return both;
    }

    private static String type(Yaml.Fields schema) {
        List<String> types = SchemaMerge.texts(schema.get("type"));
        String type = types.isEmpty() ? schema.text("type") : types.getFirst();
        return type == null ? "" : type;
    }

    private @Nullable Value object(Yaml.Fields schema, int depth) {
        List<String> required = SchemaMerge.texts(schema.get("required"));
        Map<String, Value> fields = new LinkedHashMap<>();
        Yaml.Fields properties =
                schema.get("properties") instanceof Yaml.Fields found ? found : new Yaml.Fields();
        for (Map.Entry<String, Yaml.Field> property : properties.entries().entrySet()) {
            String name = property.getKey();
            if (!(property.getValue().value() instanceof Yaml.Fields rules)) {
                continue;
            }
            boolean needed = required.contains(name);
            boolean shown =
                    required.isEmpty()
                            && fields.size() < MAX_SHOWN_FIELDS
                            && !isStructure(type(resolved(rules)));
            Value value = needed || shown ? made(name, rules, depth + 1) : null;
            if (value == null && needed) {
                return null;
            }
            if (value != null) {
                fields.put(name, value);
            }
        }
        for (String name : required) {
            fields.putIfAbsent(name, new StringValue("any"));
        }
        return new MapValue(fields);
    }

    private static boolean isStructure(String type) {
        return type.equals("object") || type.equals("array") || type.isEmpty();
    }

    private @Nullable Value list(String name, Yaml.Fields schema, int depth) {
        long least = whole(schema.get("minItems"), 0);
        Value item =
                schema.get("items") instanceof Yaml.Fields items && !items.isEmpty()
                        ? made(name, items, depth + 1)
                        : new StringValue("any");
        if (item == null || whole(schema.get("maxItems"), 1) == 0) {
            return least == 0 ? new ListValue(List.of()) : null;
        }
        List<Value> values = new ArrayList<>();
        for (long i = 0; i < Math.clamp(least, 1, 10); i++) {
            values.add(item);
        }
        return new ListValue(values);
    }

    private static Value number(Yaml.Fields schema) {
        long least = whole(schema.get("minimum"), Long.MIN_VALUE);
        long above = whole(schema.get("exclusiveMinimum"), Long.MIN_VALUE);
        long most = whole(schema.get("maximum"), Long.MAX_VALUE);
        long below = whole(schema.get("exclusiveMaximum"), Long.MAX_VALUE);
        long low = Math.max(least, above == Long.MIN_VALUE ? above : above + 1);
        long high = Math.min(most, below == Long.MAX_VALUE ? below : below - 1);
        long number = low > 1 ? low : high < 1 ? high : 1;
        long step = whole(schema.get("multipleOf"), 1);
        long behind = Math.floorMod(number, step);
        return IntValue.of(behind == 0 ? number : number + step - behind);
    }

    private static long whole(@Nullable Yaml yaml, long otherwise) {
        return yaml instanceof Yaml.Scalar(IntValue(long number)) ? number : otherwise;
    }
}
