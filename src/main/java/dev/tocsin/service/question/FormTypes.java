package dev.tocsin.service.question;

import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What kind of control a field of a form gets. */
final class FormTypes {

    private FormTypes() {}

    /**
     * {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code date}, {@code
     * date-time}, or {@code json} for everything else.
     */
    static String of(MapValue rules) {
        String type = type(rules.get("type"));
        return switch (type) {
            case "integer", "number", "boolean" -> type;
            case "string" ->
                    switch (rules.text("format")) {
                        case "date" -> "date";
                        case "date-time" -> "date-time";
                        case null, default -> "string";
                    };
            case null, default -> "json";
        };
    }

    /** The one type besides null. */
    private static @Nullable String type(@Nullable Value type) {
        if (type instanceof StringValue(String one)) {
            return one;
        }
        List<String> types = new ArrayList<>();
        if (type instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof StringValue(String text) && !text.equals("null")) {
                    types.add(text);
                }
            }
        }
        return types.size() == 1 ? types.getFirst() : null;
    }

    /** A value as it stands in a control. */
    static String text(Value value) {
        return value instanceof StringValue(String text) ? text : Json.write(value);
    }
}
