package dev.tocsin.schema;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our sentence for each keyword that can fail on a single value. */
final class Wording {

    private static final int MAX_LISTED = 12;
    private static final int MAX_SHOWN = 60;

    private Wording() {}

    /**
     * @param subject what the value is called, in backticks
     * @param kind what it is instead, {@code a list}
     * @param shown the value itself in backticks, or null where it is large or secret
     */
    static String of(Violation violation, String subject, String kind, @Nullable String shown) {
        Value rule = violation.rule();
        String but = shown == null ? "" : ", but is " + shown;
        return subject
                + switch (violation.keyword()) {
                    case "type" -> " must be " + expected(violation) + ", but is " + kind;
                    case "enum" -> " must be " + values(rule) + but;
                    case "const" -> " must be " + value(rule) + but;
                    case "minimum" -> " must be at least " + plain(rule) + but;
                    case "maximum" -> " must be at most " + plain(rule) + but;
                    case "exclusiveMinimum" -> " must be more than " + plain(rule) + but;
                    case "exclusiveMaximum" -> " must be less than " + plain(rule) + but;
                    case "multipleOf" -> " must be a multiple of " + plain(rule) + but;
                    case "minLength" ->
                            isOne(rule)
                                    ? " must not be empty"
                                    : " must have at least " + count(rule, "character");
                    case "maxLength" -> " must have at most " + count(rule, "character");
                    case "minItems" ->
                            isOne(rule)
                                    ? " must not be empty"
                                    : " must have at least " + count(rule, "item");
                    case "maxItems" -> " must have at most " + count(rule, "item");
                    case "uniqueItems" -> " must not have the same item twice";
                    case "minProperties" ->
                            isOne(rule)
                                    ? " must not be empty"
                                    : " must have at least " + count(rule, "key");
                    case "maxProperties" -> " must have at most " + count(rule, "key");
                    case "pattern" -> pattern(violation) + but;
                    case "oneOf" -> oneOf(rule, but);
                    case "anyOf" -> anyOf(rule, but);
                    default -> " does not fit its schema (`" + violation.keyword() + "`)";
                };
    }

    /** The values of an enumeration, {@code `a`, `b` or `c`}. */
    static String values(Value rule) {
        List<Value> values = rule instanceof ListValue(List<Value> items) ? items : List.of(rule);
        StringBuilder out = new StringBuilder(values.size() > 2 ? "one of " : "");
        for (int i = 0; i < values.size(); i++) {
            if (i == MAX_LISTED) {
                return out.append(", …").toString();
            }
            boolean lastOfTwo = i == 1 && values.size() == 2;
            out.append(i == 0 ? "" : lastOfTwo ? " or " : ", ").append(value(values.get(i)));
        }
        return out.toString();
    }

    /** A value on one line, cut short. */
    static String value(Value value) {
        String text = value instanceof StringValue(String string) ? string : Json.write(value);
        if (text.length() > MAX_SHOWN) {
            int end =
                    Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1))
                            ? MAX_SHOWN - 1
                            : MAX_SHOWN;
            return "`" + text.substring(0, end) + "…`";
        }
        return text.isEmpty() ? "an empty string" : "`" + text + "`";
    }

    private static String oneOf(Value rule, String but) {
        List<Value> keys = keys(rule);
        return keys.isEmpty()
                ? " must fit exactly one of its alternatives" + but
                : " must have exactly one of " + list(keys, " and ");
    }

    private static String anyOf(Value rule, String but) {
        List<Value> keys = keys(rule);
        return keys.isEmpty()
                ? " fits none of its alternatives" + but
                : " must have " + list(keys, " or ");
    }

    /** The keys to choose from, where each alternative is nothing but that one key is required. */
    private static List<Value> keys(Value rule) {
        List<Value> keys = new ArrayList<>();
        if (rule instanceof ListValue(List<Value> options)) {
            for (Value option : options) {
                if (!(option instanceof MapValue(Map<String, Value> only))
                        || only.size() != 1
                        || !(only.get("required") instanceof ListValue(List<Value> required))
                        || required.size() != 1) {
                    return List.of();
                }
                keys.add(required.getFirst());
            }
        }
        return keys;
    }

    private static String list(List<Value> values, String conjunction) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean last = i == values.size() - 1;
            out.append(i == 0 ? "" : last ? conjunction : ", ").append(value(values.get(i)));
        }
        return out.toString();
    }

    private static String pattern(Violation violation) {
        String title = violation.owner().text("title");
        if (title == null) {
            return " must match the pattern `" + plain(violation.rule()) + "`";
        }
        char first = Character.toLowerCase(title.charAt(0));
        String article = "aeiou".indexOf(first) >= 0 ? "an " : "a ";
        return " must be " + article + first + title.substring(1);
    }

    private static String expected(Violation violation) {
        boolean expression = "Expression".equals(violation.owner().text("title"));
        return expression ? "an expression" : types(violation.rule());
    }

    private static String types(Value rule) {
        if (!(rule instanceof ListValue(List<Value> names))) {
            return type(rule);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : i == names.size() - 1 ? " or " : ", ");
            out.append(type(names.get(i)));
        }
        return out.toString();
    }

    private static String type(Value name) {
        return switch (plain(name)) {
            case "string" -> "a string";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "`true` or `false`";
            case "object" -> "a map";
            case "array" -> "a list";
            case "null" -> "null";
            default -> "`" + plain(name) + "`";
        };
    }

    /** What a value is, in the words that {@link #type} uses for what it should be. */
    static String kind(Value value) {
        return switch (value.kind()) {
            case "null" -> "null";
            case "bool" -> BoolValue.TRUE.equals(value) ? "`true`" : "`false`";
            case "int", "double" -> "a number";
            case "map" -> "a map";
            case "list" -> "a list";
            default -> "a string";
        };
    }

    private static String plain(Value value) {
        return value instanceof StringValue(String text) ? text : Json.write(value);
    }

    private static boolean isOne(Value rule) {
        return plain(rule).equals("1");
    }

    private static String count(Value rule, String noun) {
        return plain(rule) + " " + noun + (isOne(rule) ? "" : "s");
    }
}
