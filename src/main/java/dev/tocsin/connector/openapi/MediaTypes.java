package dev.tocsin.connector.openapi;

import dev.tocsin.connector.HeaderNames;

import java.util.Locale;

/** Media types (RFC 9110 section 8.3.1), as far as requests and answers are told apart by them. */
final class MediaTypes {

    private MediaTypes() {}

    /** In lower case, without parameters. */
    static String bare(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a bare type is JSON, or may be anything and so is JSON. */
    static boolean isJson(String type) {
        return switch (type) {
            case "application/json", "text/json", "*/*", "application/*", "" -> true;
            default -> type.endsWith("+json");
        };
    }

    /** Whether a bare type is text that people can read. */
    static boolean isText(String type) {
        return type.startsWith("text/")
                || type.endsWith("xml")
                || type.endsWith("yaml")
                || type.equals("application/javascript")
                || type.equals("application/x-ndjson");
    }

    /** Whether a text can stand as it is in a header: a type, a slash, a subtype. */
    static boolean isWellFormed(String type) {
        int slash = type.indexOf('/');
        return slash > 0
                && slash == type.lastIndexOf('/')
                && HeaderNames.isName(type.substring(0, slash))
                && HeaderNames.isName(type.substring(slash + 1));
    }
}
