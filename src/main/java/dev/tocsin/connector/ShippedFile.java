package dev.tocsin.connector;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector file that ships, cut into its head and its operations without reading YAML: a
 * playbook uses two operations of a thousand lines, and reading them all took longer than the rest
 * of {@code validate}. Relies on how these files are laid out, which a test holds: {@code
 * operations:} comes last, its keys are indented by two blanks, nothing else is.
 *
 * @param head everything before {@code operations:}
 * @param operations the text of each, its key included
 */
record ShippedFile(String head, Map<String, String> operations) {

    private static final String START = "\noperations:\n";

    static ShippedFile of(String text) {
        int start = text.indexOf(START);
        if (start < 0) {
            throw new IllegalStateException("a connector that ships has no operations");
        }
        Map<String, String> operations = new LinkedHashMap<>();
        int from = start + START.length();
        int key = nextKey(text, from);
        while (key < text.length()) {
            int next = nextKey(text, text.indexOf('\n', key) + 1);
            String name = text.substring(key + 2, text.indexOf(':', key));
            operations.put(name, text.substring(key, next));
            key = next;
        }
        return new ShippedFile(text.substring(0, start + 1), operations);
    }

    /** Where the next line starts that is a key of {@code operations}, or the end of the text. */
    private static int nextKey(String text, int from) {
        int line = from;
        while (line >= 0 && line + 2 < text.length()) {
            char first = text.charAt(line + 2);
            if (text.startsWith("  ", line) && first >= 'a' && first <= 'z') {
                return line;
            }
            int end = text.indexOf('\n', line);
            line = end < 0 ? text.length() : end + 1;
        }
        return text.length();
    }
}
