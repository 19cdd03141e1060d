package dev.tocsin.expression;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

/** What the schema of a template says of its parts; null values where it says nothing. */
final class TemplateSchema {

    private TemplateSchema() {}

    static Value item(Value schema) {
        return below(schema, "items");
    }

    static Value field(Value schema, String name) {
        Value declared = below(below(schema, "properties"), name);
        return declared == NullValue.NULL ? below(schema, "additionalProperties") : declared;
    }

    private static Value below(Value schema, String key) {
        Value inner = schema instanceof MapValue rules ? rules.get(key) : null;
        return inner == null ? NullValue.NULL : inner;
    }
}
