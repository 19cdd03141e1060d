package dev.tocsin.expression;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * The language of a text, as an input declares it with {@code x-syntax}. What <code>${...}</code>
 * puts into a longer text of that language stays data there: an alert must not write queries.
 */
enum TextSyntax {
    HTML,
    MARKDOWN,
    URL,
    KQL,
    ODATA;

    /** Null where the schema declares none. */
    static @Nullable TextSyntax of(@Nullable Value schema) {
        String declared = schema instanceof MapValue rules ? rules.text("x-syntax") : null;
        return switch (declared) {
            case "html" -> HTML;
            case "markdown" -> MARKDOWN;
            case "url" -> URL;
            case "kql" -> KQL;
            case "odata" -> ODATA;
            case null, default -> null;
        };
    }

    /**
     * {@code data} as it must be written after {@code before}; null where no way of writing it
     * keeps it data, as outside of quotes in a query.
     */
    @Nullable String escape(CharSequence before, String data) {
        return switch (this) {
            case HTML -> html(data);
            case MARKDOWN -> markdown(data);
            case URL -> PercentEncoding.encode(data);
            case KQL -> QueryText.kql(before, data);
            case ODATA -> QueryText.odata(before, data);
        };
    }

    private static String html(String data) {
        StringBuilder out = new StringBuilder(data.length() + 16);
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    // What makes links, images, code and emphasis; a line break could begin a heading or a list.
    private static String markdown(String data) {
        StringBuilder out = new StringBuilder(data.length() + 16);
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '\n' || c == '\r') {
                out.append(' ');
            } else {
                out.append("\\`*_[]<>|~#{}".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }
}
