package dev.tocsin.service.question;

import dev.tocsin.diagnostic.TerminalText;

import org.jspecify.annotations.Nullable;

/**
 * HTML as it is written. Whatever is text is escaped, so no text of an alert becomes markup, and
 * what a reader would not see in it (controls, bidirectional marks) is shown as its code point.
 */
final class Html {

    private final StringBuilder out = new StringBuilder(8192);

    /** Markup of ours. */
    Html markup(String html) {
        out.append(html);
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /**
     * Begins an element.
     *
     * @param attributes names and values, in turn; one whose value is null is left out, one whose
     *     value is empty stands alone
     */
    Html open(String tag, @Nullable String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value == null) {
                continue;
            }
            out.append(' ').append(attributes[i]);
            if (!value.isEmpty()) {
                out.append("=\"").append(escaped(value)).append('"');
            }
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** An element that holds only text. */
    Html element(String tag, String text, @Nullable String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Html line() {
        out.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** For text between tags as well as for a quoted attribute. */
    static String escaped(String text) {
        String shown = TerminalText.lines(text.replace("\r\n", "\n").replace('\t', ' '));
        StringBuilder escaped = new StringBuilder(shown.length() + 16);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
