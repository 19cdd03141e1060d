package dev.tocsin.expression;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

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
            case URL -> percentEncoded(data);
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

    /** Everything but unreserved characters as {@code %XX} of its UTF-8 (RFC 3986 section 2.1). */
    static String percentEncoded(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            if (c < 128 && ExpressionLexer.isNamePart(c) || c == '-' || c == '.' || c == '~') {
                encoded.append(c);
            } else {
                encoded.append('%');
                encoded.append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)));
                encoded.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
