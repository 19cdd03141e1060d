package dev.tocsin.connector;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a service says about an error, found in the shapes that services use. */
final class ServiceMessage {

    /** Longer messages are cut: a log line is no place for a page. */
    static final int LONGEST = 300;

    private ServiceMessage() {}

    /** On one line, at most {@link #LONGEST} characters and a mark; empty where nothing is said. */
    static String of(Value body) {
        String said =
                switch (body) {
                    case MapValue map -> said(map);
                    case StringValue(String text) -> looksLikeMarkup(text) ? "" : text;
                    default -> "";
                };
        return printable(said == null ? "" : said.strip());
    }

    private static @Nullable String said(MapValue body) {
        Value error = body.get("error");
        if (error instanceof MapValue inner) {
            // Microsoft: error.message; ServiceNow: error.message and error.detail.
            return both(inner.text("message"), inner.text("detail"), inner.text("code"));
        }
        String described = body.text("error_description");
        if (described != null) {
            // Trace ids stand below the first line, or at its end.
            String first = described.lines().findFirst().orElse("");
            int trace = first.indexOf(" Trace ID:");
            return trace < 0 ? first : first.substring(0, trace);
        }
        if (body.get("errorMessages") instanceof ListValue messages) {
            // Jira: what is wrong as a whole, then field by field.
            return joined(messages, body.get("errors"));
        }
        for (String key : new String[] {"message", "Message", "detail", "title", "error"}) {
            String text = body.text(key);
            if (text != null) {
                return body.get("errors") instanceof ListValue errors
                        ? text + ": " + joined(errors, null)
                        : text;
            }
        }
        return null;
    }

    /** Texts, errors of GitHub such as {@code {field, code, message}}, and errors by field. */
    private static String joined(ListValue messages, @Nullable Value byField) {
        List<String> said = new ArrayList<>();
        for (Value item : messages.items()) {
            switch (item) {
                case StringValue(String text) -> said.add(text);
                case MapValue map when map.text("message") != null -> said.add(map.text("message"));
                case MapValue map -> said.add(map.text("field") + " " + map.text("code"));
                default -> {}
            }
        }
        if (byField instanceof MapValue(Map<String, Value> fields)) {
            fields.forEach(
                    (field, value) -> {
                        if (value instanceof StringValue(String text)) {
                            said.add(field + ": " + text);
                        }
                    });
        }
        return String.join("; ", said);
    }

    private static @Nullable String both(
            @Nullable String message, @Nullable String detail, @Nullable String code) {
        if (message == null || message.isBlank()) {
            return detail == null || detail.isBlank() ? code : detail;
        }
        return detail == null || detail.isBlank() || detail.equals(message)
                ? message
                : message + ": " + detail;
    }

    private static boolean looksLikeMarkup(String text) {
        return text.stripLeading().startsWith("<");
    }

    /** Control, escape and direction characters as {@code \}{@code u{...}}, so none can act. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (out.length() >= LONGEST) {
                return out.append('…').toString();
            }
            if (c == '\n' || c == '\r' || c == '\t') {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ' ' ? "" : " ");
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }
}
