package dev.tocsin.host;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.List;
import java.util.Map;

/** How a plan says things. */
final class PlanWords {

    private static final int MAX_SHORT = 60;

    private PlanWords() {}

    static String undecided(String key, UnknownValue unknown) {
        return "undecided: `"
                + key
                + ": "
                + bare(unknown.shown())
                + "` hangs on "
                + unknown.origin()
                + ", which is not known";
    }

    private static String bare(String shown) {
        boolean single = shown.startsWith("${") && shown.indexOf('}') == shown.length() - 1;
        return single ? shown.substring(2, shown.length() - 1) : shown;
    }

    static String values(List<Value> values) {
        StringBuilder text = new StringBuilder();
        for (Value value : values) {
            text.append(text.isEmpty() ? "" : ", ").append(shortly(value));
        }
        return text.toString();
    }

    /** A value on part of a line. */
    static String shortly(Value value) {
        if (value instanceof UnknownValue unknown) {
            return unknown.shown();
        }
        String text = OneLine.of(value);
        return text.length() <= MAX_SHORT ? text : text.substring(0, MAX_SHORT - 1) + "…";
    }

    static String end(Flow.Exit exit, Value value) {
        return switch (exit) {
            case NORMAL -> "succeeds";
            case RETURN -> "succeeds and returns " + outputs(value);
            case FAIL -> "fails: " + message(value);
            case CANCEL -> "ends as cancelled: " + shortly(value);
            case NEXT, STOP -> throw new IllegalStateException("`next` and `stop` stay in loops");
        };
    }

    private static String outputs(Value value) {
        if (!(value instanceof MapValue(Map<String, Value> entries))) {
            return value instanceof UnknownValue ? "what is not known yet" : shortly(value);
        }
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (name, output) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(name)
                                .append(
                                        output instanceof UnknownValue
                                                ? " (not known yet)"
                                                : ": " + shortly(output)));
        return text.isEmpty() ? "nothing" : text.toString();
    }

    private static String message(Value error) {
        return switch (error instanceof MapValue map ? map.get("message") : null) {
            case StringValue(String text) -> text;
            case UnknownValue unknown -> unknown.shown();
            case null, default -> "for a reason that is not known";
        };
    }
}
