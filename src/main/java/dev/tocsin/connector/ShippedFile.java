package dev.tocsin.connector;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector file that ships, cut into its head and the keys of its large sections without reading
 * YAML: a playbook uses two operations of a thousand lines, and reading them all took longer than
 * the rest of {@code validate}. Relies on how these files are laid out, which a test holds: {@code
 * schemas:}, {@code alerts:}, {@code incidents:} and {@code operations:} come last, in this order
 * and the first three where there are any; their keys are indented by two blanks, nothing else is.
 *
 * @param head everything before them
 * @param schemas the text of each key, the key included; empty where there is no such section
 * @param alerts likewise
 * @param incidents likewise
 * @param operations likewise
 */
record ShippedFile(
        String head,
        Map<String, String> schemas,
        Map<String, String> alerts,
        Map<String, String> incidents,
        Map<String, String> operations) {

    private static final String SCHEMAS = "\nschemas:\n";
    private static final String ALERTS = "\nalerts:\n";
    private static final String INCIDENTS = "\nincidents:\n";
    private static final String OPERATIONS = "\noperations:\n";

    static ShippedFile of(String text) {
        int operations = text.indexOf(OPERATIONS);
        if (operations < 0) {
            throw new IllegalStateException("a connector that ships has no operations");
        }
        int incidents = sectionBefore(operations, text.indexOf(INCIDENTS));
        int alerts = sectionBefore(incidents, text.indexOf(ALERTS));
        int schemas = sectionBefore(alerts, text.indexOf(SCHEMAS));
        return new ShippedFile(
                text.substring(0, schemas + 1),
                keys(text, schemas + SCHEMAS.length(), alerts),
                keys(text, alerts + ALERTS.length(), incidents),
                keys(text, incidents + INCIDENTS.length(), operations),
                keys(text, operations + OPERATIONS.length(), text.length()));
    }

    /** Where a section starts; one that is not there is empty, and starts where the next does. */
    private static int sectionBefore(int next, int found) {
        return found >= 0 && found < next ? found : next;
    }

    private static Map<String, String> keys(String text, int from, int to) {
        Map<String, String> keys = new LinkedHashMap<>();
        if (from >= to) {
            return keys;
        }
        String section = text.substring(from, to);
        int key = nextKey(section, 0);
        while (key < section.length()) {
            int next = nextKey(section, section.indexOf('\n', key) + 1);
            String name = section.substring(key + 2, section.indexOf(':', key));
            keys.put(name, section.substring(key, next));
            key = next;
        }
        return keys;
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
