package dev.tocsin.value;

import java.util.List;
import java.util.Map;

/** Values on one line for people: texts without quotes, a list by its items. */
public final class OneLine {

    private OneLine() {}

    /** Like {@link #of}, but a list of texts without its brackets: {@code a@x.com, b@x.com}. */
    public static String plain(Value value) {
        if (value instanceof ListValue(List<Value> items) && !items.isEmpty()) {
            StringBuilder text = new StringBuilder();
            for (Value item : items) {
                text.append(text.isEmpty() ? "" : ", ").append(of(item));
            }
            return text.toString();
        }
        return of(value);
    }

    /** {@code {user: adele, tags: [a, b]}}; what a rehearsal does not know as what it hangs on. */
    public static String of(Value value) {
        return switch (value) {
            case UnknownValue unknown -> onOneLine(unknown.shown());
            case SecretValue _ -> SecretValue.SHOWN;
            case StringValue(String text) -> onOneLine(text);
            case ListValue list when list.items().isEmpty() -> "[]";
            case ListValue list -> "[" + plain(list) + "]";
            case MapValue(Map<String, Value> entries) -> {
                StringBuilder text = new StringBuilder("{");
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    text.append(text.length() == 1 ? "" : ", ");
                    text.append(onOneLine(entry.getKey()))
                            .append(": ")
                            .append(of(entry.getValue()));
                }
                yield text.append('}').toString();
            }
            default -> Json.write(value);
        };
    }

    private static String onOneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.strip().replace("\n", " ⏎ ");
    }
}
