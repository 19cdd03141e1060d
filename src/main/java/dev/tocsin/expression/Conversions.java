package dev.tocsin.expression;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Text;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** How values read inside a larger text. */
final class Conversions {

    private Conversions() {}

    /** The characters of a value that has them by itself, else null: null, lists, maps, bytes. */
    static @Nullable String text(Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case IntValue(long number) -> Long.toString(number);
            case DoubleValue(double number) -> Text.of(number);
            case BigValue(var number) -> number.toString();
            case BoolValue truth -> truth.value() ? "true" : "false";
            case TimestampValue(var instant) -> instant.toString();
            case DurationValue length -> Text.of(length);
            case NullValue _, BytesValue _, ListValue _, MapValue _, UnknownValue _ -> null;
            case SecretValue _ -> null;
        };
    }

    /** The kind of a value with its article, for messages: {@code a list}, {@code an int}. */
    static String aKind(Value value) {
        return value == NullValue.NULL ? "null" : withArticle(value.kind());
    }

    static String withArticle(String kind) {
        return ("aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
    }
}
