package dev.tocsin.builtin;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a reader without HTML gets of it: its words, a line for each block, and where links lead,
 * which says more than what they are called. Tables are lines of cells; pictures are their
 * descriptions.
 */
final class HtmlAsText {

    private static final Set<String> UNSEEN =
            Set.of("script", "style", "head", "title", "template");
    private static final Set<String> BLOCKS =
            Set.of(
                    "address",
                    "article",
                    "blockquote",
                    "br",
                    "dd",
                    "div",
                    "dl",
                    "dt",
                    "footer",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "header",
                    "hr",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "section",
                    "table",
                    "tr",
                    "ul");
    private static final Map<String, String> ENTITIES =
            Map.of(
                    "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ",
                    "ndash", "–", "mdash", "—", "hellip", "…", "euro", "€");

    private final String html;
    private final StringBuilder out = new StringBuilder();
    private String link = "";
    private int linkStart;

    private HtmlAsText(String html) {
        this.html = html;
    }

    static String of(String html) {
        HtmlAsText text = new HtmlAsText(html);
        text.read();
        return text.out.toString().strip() + "\n";
    }

    private void read() {
        int at = 0;
        while (at < html.length()) {
            char c = html.charAt(at);
            if (html.startsWith("<!--", at)) {
                at = behind("-->", at + 4);
            } else if (c == '<' && startsTag(at + 1)) {
                at = tag(at);
            } else if (c == '&') {
                at = entity(at);
            } else {
                add(c);
                at++;
            }
        }
    }

    private boolean startsTag(int at) {
        return at < html.length()
                && (Character.isLetter(html.charAt(at)) || "/!?".indexOf(html.charAt(at)) >= 0);
    }

    private int behind(String end, int from) {
        int found = html.toLowerCase(Locale.ROOT).indexOf(end, from);
        return found < 0 ? html.length() : found + end.length();
    }

    private int tag(int start) {
        int end = endOfTag(start);
        String inside = html.substring(start + 1, Math.max(start + 1, end - 1));
        boolean closes = inside.startsWith("/");
        String name = name(closes ? inside.substring(1) : inside);
        if (UNSEEN.contains(name) && !closes) {
            int close = behind("</" + name, end);
            return close == html.length() ? close : behind(">", close);
        }
        if (BLOCKS.contains(name)) {
            newLine();
        }
        switch (name) {
            case "li" -> out.append(closes ? "" : "- ");
            case "td", "th" -> out.append(closes ? "  " : "");
            case "img" -> out.append(attribute(inside, "alt"));
            case "a" -> link(closes ? "" : attribute(inside, "href"));
            default -> {}
        }
        return end;
    }

    /** Ends the link before, and starts the next. */
    private void link(String target) {
        String shown = out.substring(Math.min(linkStart, out.length())).strip();
        if (!link.isEmpty() && !shown.equals(link)) {
            out.append(" <").append(link).append('>');
        }
        link = target;
        linkStart = out.length();
    }

    private int endOfTag(int start) {
        char quote = 0;
        for (int i = start + 1; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote == 0 && c == '>') {
                return i + 1;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return html.length();
    }

    private static String name(String tag) {
        int end = 0;
        while (end < tag.length() && Character.isLetterOrDigit(tag.charAt(end))) {
            end++;
        }
        return tag.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static String attribute(String tag, String name) {
        String lower = tag.toLowerCase(Locale.ROOT);
        for (char quote : new char[] {'"', '\''}) {
            int start = lower.indexOf(" " + name + "=" + quote);
            int from = start + name.length() + 3;
            int end = start < 0 ? -1 : tag.indexOf(quote, from);
            if (end >= 0) {
                HtmlAsText value = new HtmlAsText(tag.substring(from, end));
                value.read();
                return value.out.toString().strip();
            }
        }
        return "";
    }

    private int entity(int start) {
        int end = html.indexOf(';', start);
        String name = end < 0 || end - start > 10 ? "" : html.substring(start + 1, end);
        String meant = name.startsWith("#") ? number(name) : ENTITIES.getOrDefault(name, "");
        if (meant.isEmpty()) {
            out.append('&');
            return start + 1;
        }
        out.append(meant);
        return end + 1;
    }

    private static String number(String name) {
        try {
            boolean hex = name.startsWith("#x") || name.startsWith("#X");
            int point = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            boolean shown = Character.isValidCodePoint(point) && !Character.isISOControl(point);
            return shown ? Character.toString(point) : "";
        } catch (NumberFormatException _) {
            return "";
        }
    }

    private void add(char c) {
        if (!Character.isWhitespace(c)) {
            out.append(c);
        } else if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
    }

    private void newLine() {
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }
}
