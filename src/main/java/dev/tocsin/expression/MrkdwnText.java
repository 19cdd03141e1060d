package dev.tocsin.expression;

import dev.tocsin.value.PercentEncoding;

import org.jspecify.annotations.Nullable;

/**
 * Data inside a message of Slack: no link, mention, command or further line comes of it. Bold,
 * italics and code have no escape there, so such marks act as they do when a person types them.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text/">Slack, formatting
 *     message text</a>
 */
final class MrkdwnText {

    private MrkdwnText() {}

    /** Null where {@code data} would choose whom a mention or a command of the author means. */
    static @Nullable String escape(CharSequence before, String data) {
        String text = before.toString();
        int open = text.lastIndexOf('<');
        if (open < 0 || text.indexOf('>', open) >= 0 || text.indexOf('|', open) >= 0) {
            return inline(data);
        }
        if (open + 1 == text.length()) {
            return HtmlText.opensPage(data) && data.indexOf('|') < 0 ? inline(data) : null;
        }
        // `<@U12AB>` is a person, `<#C12AB>` a channel, `<!subteam^S12AB>` a group.
        boolean mention = "@#!".indexOf(text.charAt(open + 1)) >= 0;
        if (mention) {
            return isId(data) ? data : null;
        }
        return PercentEncoding.encode(data);
    }

    private static String inline(String data) {
        StringBuilder out = new StringBuilder(data.length() + 16);
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\u2028', '\u2029' -> out.append(' ');
                default -> out.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static boolean isId(String data) {
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !data.isEmpty();
    }
}
