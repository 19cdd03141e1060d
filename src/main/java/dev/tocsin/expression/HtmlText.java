package dev.tocsin.expression;

import dev.tocsin.value.PercentEncoding;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/**
 * Data inside HTML. How it is written depends on where it stands, so the markup before it is read
 * first, as far as the tokenizer of the HTML standard would matter.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML,
 *     tokenization</a>
 */
final class HtmlText {

    /** Elements whose content is code, or is read by rules of its own. */
    private static final Set<String> RAW =
            Set.of(
                    "script",
                    "style",
                    "xmp",
                    "iframe",
                    "noembed",
                    "noframes",
                    "noscript",
                    "plaintext");

    /** Attributes that hold an address. */
    private static final Set<String> ADDRESSES =
            Set.of(
                    "href",
                    "src",
                    "action",
                    "formaction",
                    "xlink:href",
                    "poster",
                    "data",
                    "cite",
                    "background",
                    "longdesc",
                    "manifest",
                    "ping");

    /** Attributes whose text is code, markup or several addresses. */
    private static final Set<String> CODE = Set.of("style", "srcdoc", "srcset", "http-equiv");

    private HtmlText() {}

    /** Null where no way of writing it keeps it data. */
    static @Nullable String escape(CharSequence before, String data) {
        String html = before.toString();
        int tag = openTag(html);
        if (tag < 0) {
            return tag == IN_RAW ? null : escape(data);
        }
        int quote = openQuote(html, tag);
        if (quote < 0) {
            return null;
        }
        String name = attribute(html, quote);
        if (name.startsWith("on") || CODE.contains(name)) {
            return null;
        }
        return ADDRESSES.contains(name) ? address(html.substring(quote + 1), data) : escape(data);
    }

    /** Whatever the data is, as text between tags or inside of a quoted attribute. */
    static String escape(String data) {
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

    // As a whole an address must be one that opens a page and runs nothing; as a part, one segment.
    private static @Nullable String address(String start, String data) {
        if (!start.isBlank()) {
            return PercentEncoding.encode(data);
        }
        return opensPage(data) ? escape(data) : null;
    }

    /** Whether following {@code data} as an address opens a page or a mail and runs nothing. */
    static boolean opensPage(String data) {
        String lower = data.toLowerCase(Locale.ROOT);
        boolean opens =
                lower.startsWith("https://")
                        || lower.startsWith("http://")
                        || lower.startsWith("mailto:");
        for (int i = 0; i < data.length(); i++) {
            opens &= data.charAt(i) > ' ' && data.charAt(i) != 0x7F;
        }
        return opens;
    }

    private static final int IN_TEXT = -1;
    private static final int IN_RAW = -2;

    /** Where the tag starts that is still open at the end; else {@link #IN_TEXT} or raw text. */
    private static int openTag(String html) {
        int at = 0;
        while (true) {
            int tag = html.indexOf('<', at);
            if (tag < 0) {
                return IN_TEXT;
            }
            if (html.startsWith("<!--", tag)) {
                int end = endOfComment(html, tag);
                if (end < 0) {
                    // `>` is escaped in what follows, so nothing closes the comment but the author.
                    return IN_TEXT;
                }
                at = end;
                continue;
            }
            if (tag + 1 < html.length() && !startsTag(html.charAt(tag + 1))) {
                at = tag + 1;
                continue;
            }
            int end = endOfTag(html, tag);
            if (end < 0) {
                return tag;
            }
            String name = nameOf(html, tag);
            at = end + 1;
            if (RAW.contains(name)) {
                int close = html.toLowerCase(Locale.ROOT).indexOf("</" + name, at);
                if (close < 0) {
                    return IN_RAW;
                }
                at = close;
            }
        }
    }

    /** Behind the comment; {@code <!-->} and {@code --!>} end one too. */
    private static int endOfComment(String html, int tag) {
        int usual = html.indexOf("-->", tag + 2);
        int odd = html.indexOf("--!>", tag + 4);
        if (usual < 0 || odd >= 0 && odd < usual) {
            return odd < 0 ? -1 : odd + 4;
        }
        return usual + 3;
    }

    private static boolean startsTag(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '/' || c == '!' || c == '?';
    }

    /** The {@code >} that ends a tag, those inside quotes left out, or -1. */
    private static int endOfTag(String html, int tag) {
        char quote = 0;
        for (int i = tag + 1; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote == 0 && c == '>') {
                return i;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return -1;
    }

    private static String nameOf(String html, int tag) {
        int end = tag + 1;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(tag + 1, end).toLowerCase(Locale.ROOT);
    }

    /** The quote that opened the attribute's value that the tag ends in, or -1. */
    private static int openQuote(String html, int tag) {
        int open = -1;
        for (int i = tag + 1; i < html.length(); i++) {
            char c = html.charAt(i);
            if (open < 0 && (c == '"' || c == '\'')) {
                open = i;
            } else if (open >= 0 && c == html.charAt(open)) {
                open = -1;
            }
        }
        return open;
    }

    /** The name before {@code ="}; empty where there is none. */
    private static String attribute(String html, int quote) {
        int end = quote;
        while (end > 0 && Character.isWhitespace(html.charAt(end - 1))) {
            end--;
        }
        if (end == 0 || html.charAt(end - 1) != '=') {
            // A quote that belongs to no value is taken for code, so that nothing is put into it.
            return "on";
        }
        end--;
        while (end > 0 && Character.isWhitespace(html.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && " \t\r\n\f/<\"'>".indexOf(html.charAt(start - 1)) < 0) {
            start--;
        }
        return html.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
