package dev.tocsin.host;

import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.List;

/** How a plan says things. */
final class PlanWords {

    private static final int MAX_SHORT = 60;

    private PlanWords() {}

    static String undecided(String key, UnknownValue unknown) {
        return "undecided: `"
                + key
                + ": "
                + unknown.shown()
                + "` hangs on "
                + unknown.origin()
                + ", which is not known";
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
        String json = Json.write(value);
        return json.length() <= MAX_SHORT ? json : json.substring(0, MAX_SHORT - 1) + "…";
    }

    static String end(Flow.Exit exit, Value value) {
        return switch (exit) {
            case NORMAL -> "succeeds";
            case RETURN -> "succeeds and returns " + shortly(value);
            case FAIL -> "fails: " + message(value);
            case CANCEL -> "ends as cancelled: " + shortly(value);
            case NEXT, STOP -> throw new IllegalStateException("`next` and `stop` stay in loops");
        };
    }

    private static String message(Value error) {
        String text = error instanceof MapValue map ? map.text("message") : null;
        return text == null ? "for a reason that is not known" : text;
    }
}
