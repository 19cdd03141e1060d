package dev.tocsin.service.trigger;

/**
 * What makes a start the same as an earlier one, as one text: parts with a slash between them, what
 * could be taken for one inside a part written as {@code %2F}.
 */
final class OnceText {

    private OnceText() {}

    /** Of these parts; the first says what kind of start it is. */
    static String of(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(text.isEmpty() ? "" : "/");
            text.append(part.replace("%", "%25").replace("/", "%2F"));
        }
        return text.toString();
    }

    /** The last part of such a text. */
    static String last(String text) {
        String part = text.substring(text.lastIndexOf('/') + 1);
        return part.replace("%2F", "/").replace("%25", "%");
    }
}
