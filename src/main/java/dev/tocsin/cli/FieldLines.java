package dev.tocsin.cli;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeReader;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.Map;

/** The fields of a schema for people, one line each: name, type, what it is. */
final class FieldLines {

    private FieldLines() {}

    /** Inputs, of which some may be left out. */
    static void inputs(Schema schema, StringBuilder text) {
        lines(schema, true, text);
    }

    /** What comes back. Nothing where the schema names no fields. */
    static void results(Schema schema, StringBuilder text) {
        lines(schema, false, text);
    }

    private static void lines(Schema schema, boolean mayBeLeftOut, StringBuilder text) {
        if (!(TypeReader.read(schema) instanceof Type.Obj object)) {
            return;
        }
        Value properties = schema.json().entries().get("properties");
        for (Map.Entry<String, Type> field : object.fields().entrySet()) {
            String name = field.getKey();
            text.append("    ").append(name);
            if (mayBeLeftOut && !object.required().contains(name)) {
                text.append(" (optional)");
            }
            text.append(": ").append(TypeNames.of(field.getValue()));
            if (properties instanceof MapValue(Map<String, Value> all)
                    && all.get(name) instanceof MapValue(Map<String, Value> property)
                    && property.get("description") instanceof StringValue(String description)) {
                text.append("; ").append(description);
            }
            text.append('\n');
        }
    }
}
