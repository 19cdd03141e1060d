package dev.tocsin.connector;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Text;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import java.util.List;
import java.util.Locale;

/** How a parameter writes several values. Null leaves the name out in any form. */
enum ListForm {
    /** The name again for each, as forms and most services have it. */
    REPEAT(""),
    COMMA(","),
    PIPE("|"),
    SPACE(" ");

    private final String between;

    ListForm(String between) {
        this.between = between;
    }

    /** As written in a connector file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Adds what {@code value} makes of a parameter.
     *
     * @throws ConnectorException of kind {@code invalid} if an item would be read as two
     */
    void write(String name, Value value, List<HttpRequest.Pair> pairs) throws ConnectorException {
        if (value == NullValue.NULL) {
            return;
        }
        if (!(value instanceof ListValue(List<Value> items))) {
            pairs.add(new HttpRequest.Pair(name, text(value)));
        } else if (this == REPEAT) {
            for (Value item : items) {
                write(name, item, pairs);
            }
        } else if (!items.isEmpty()) {
            StringBuilder joined = new StringBuilder();
            for (Value item : items) {
                String text = text(item);
                if (text.contains(between)) {
                    throw ConnectorException.of(
                                    ErrorKind.INVALID,
                                    "the request cannot be built: an item of `"
                                            + name
                                            + "` holds `"
                                            + between
                                            + "`, which stands between items there")
                            .nothingWasDone();
                }
                joined.append(joined.isEmpty() ? "" : between).append(text);
            }
            pairs.add(new HttpRequest.Pair(name, joined.toString()));
        }
    }

    /** A value as parameters, headers and form fields write it. */
    static String text(Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case IntValue(long number) -> Long.toString(number);
            case DoubleValue(double number) -> Text.of(number);
            case BoolValue truth -> Boolean.toString(truth.value());
            case TimestampValue(var instant) -> instant.toString();
            default -> Json.write(value);
        };
    }
}
