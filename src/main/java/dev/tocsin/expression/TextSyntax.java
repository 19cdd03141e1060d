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
    MRKDWN,
    URL,
    KQL,
    ODATA,
    JQL;

    /** Null where the schema declares none. */
    static @Nullable TextSyntax of(@Nullable Value schema) {
        String declared = schema instanceof MapValue rules ? rules.text("x-syntax") : null;
        return switch (declared) {
            case "html" -> HTML;
            case "markdown" -> MARKDOWN;
            case "mrkdwn" -> MRKDWN;
            case "url" -> URL;
            case "kql" -> KQL;
            case "odata" -> ODATA;
            case "jql" -> JQL;
            case null, default -> null;
        };
    }

    /**
     * {@code data} as it must be written after {@code before}; null where no way of writing it
     * keeps it data, as outside of quotes in a query or within a script of a page.
     */
    @Nullable String escape(CharSequence before, String data) {
        return switch (this) {
            case HTML -> HtmlText.escape(before, data);
            case MARKDOWN -> MarkdownText.escape(before, data);
            case MRKDWN -> MrkdwnText.escape(before, data);
            case URL -> PercentEncoding.encode(data);
            case KQL -> QueryText.kql(before, data);
            case ODATA -> QueryText.odata(before, data);
            case JQL -> QueryText.jql(before, data);
        };
    }
}
