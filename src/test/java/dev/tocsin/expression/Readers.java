package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.PercentEncoding;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the languages of the sinks back, written from their specifications and not from the
 * encoders: each answers what one piece of data a reader of that language would find.
 */
final class Readers {

    private Readers() {}

    /** The escapes of the corpus. */
    static String unescaped(String line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            c = line.charAt(++i);
            switch (c) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    int end = line.indexOf('}', i);
                    out.appendCodePoint(Integer.parseInt(line.substring(i + 2, end), 16));
                    i = end;
                }
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** The cells of one record of RFC 4180. */
    static List<String> csv(String record) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (quoted && c == '"' && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                assertFalse(!quoted && (c == '\r' || c == '\n'), "a second record: " + record);
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    static boolean runsAsFormula(String cell) {
        String seen = cell.replace("\uFEFF", "").replace('\u00A0', ' ').strip();
        return !seen.isEmpty() && "=+-@＝＋－＠".indexOf(seen.charAt(0)) >= 0;
    }

    /**
     * The data is the text of an element, or the value of the attribute that {@code before} opens.
     */
    static void html(String before, String data, String written) {
        if (before.equals("<a href=\"https://ok.example/")) {
            assertEquals(PercentEncoding.encode(data), written);
            return;
        }
        for (char c : new char[] {'<', '>', '"', '\''}) {
            assertEquals(-1, written.indexOf(c), written);
        }
        String read =
                written.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&");
        assertEquals(data, read);
        assertFalse(before.endsWith("=") || before.startsWith("<script"), before);
        if (before.endsWith("href=\"")) {
            assertTrue(data.startsWith("https://") || data.startsWith("http://"), data);
        }
    }

    /** The data is text, an address that opens a page, a part of one, or one name to mention. */
    static void mrkdwn(String before, String data, String written) {
        if (before.endsWith("/")) {
            assertEquals(PercentEncoding.encode(data), written);
            return;
        }
        if (before.endsWith("@")) {
            assertTrue(written.matches("[A-Z0-9]+"), written);
            return;
        }
        assertFalse(written.matches("(?s).*[<>\\p{Cntrl}\\u2028\\u2029].*"), written);
        if (before.equals("<")) {
            assertTrue(data.matches("(?i)(https?://|mailto:)[^ |]+"), data);
        }
        String read = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assertEquals(data.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " "), read);
    }

    /** Whether CommonMark with GFM's extensions finds neither markup, links nor a new block. */
    static boolean isPlainMarkdown(String before, String written) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\') {
                assertTrue(i + 1 < written.length(), "a backslash would escape what follows");
                // Stands for the escaped character, which is never markup.
                plain.append('\u0000');
                i++;
            } else {
                plain.append(c);
            }
        }
        String rest = plain.toString();
        boolean markup = rest.matches("(?s).*[\\\\`*_\\[\\]<>|~#!{}&@].*");
        boolean link =
                rest.contains("://") || rest.toLowerCase(java.util.Locale.ROOT).contains("www.");
        boolean atStart = before.matches("(?s)(.*\n)?[ >|-]*");
        boolean block = atStart && rest.matches("(?s)(\\s+\\S.*|[-+=].*|\\d+[.)].*|\t.*)");
        return !markup && !link && !block;
    }

    /**
     * The value of the literal, comment or number that {@code before} opens, which must go on to
     * the end of {@code written}.
     */
    static String kql(String before, String written) {
        if (before.endsWith("// ")) {
            assertFalse(written.contains("\n") || written.contains("\r"), written);
            return written;
        }
        if (before.endsWith("> ")) {
            assertTrue(written.matches("-?[0-9.]+(e[0-9]+)?[a-z]*|[0-9]{4}-[0-9TZ:.-]+"), written);
            return written;
        }
        if (before.endsWith("```")) {
            assertFalse(written.contains("`"), written);
            return written;
        }
        char quote = before.charAt(before.length() - 1);
        boolean verbatim = before.charAt(before.length() - 2) == '@';
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            assertFalse(c == '\n' || c == '\r', "a literal ends with its line: " + written);
            if (c == '\\' && !verbatim) {
                c = written.charAt(++i);
                value.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
            } else if (c == quote) {
                assertTrue(verbatim, "the literal ends early: " + written);
                assertEquals(quote, written.charAt(++i), written);
                value.append(quote);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** The value of a literal of OData, from behind its first quote. */
    static String odata(String text) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\'') {
                value.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                value.append(c);
                i++;
            } else {
                assertEquals("' and x", text.substring(i));
                return value.toString();
            }
        }
        throw new AssertionError("the literal does not end: " + text);
    }
}
