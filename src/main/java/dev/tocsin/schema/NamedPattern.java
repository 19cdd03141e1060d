package dev.tocsin.schema;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.value.MapValue;

/** Patterns that have a name in our schemas, known by their title, and a code of their own. */
final class NamedPattern {

    private NamedPattern() {}

    static Code code(MapValue owner) {
        String title = owner.text("title");
        return switch (title == null ? "" : title) {
            case "Id", "Playbook id", "Connector name", "Connection name", "Lab name" ->
                    Code.INVALID_ID;
            case "Duration", "Pause" -> Code.INVALID_DURATION;
            default -> Code.INVALID_VALUE;
        };
    }

    static Note help(MapValue owner, String text) {
        return switch (code(owner)) {
            case INVALID_DURATION ->
                    Note.help(
                            "write numbers with a unit, `d`, `h`, `m`, `s` or `ms`: `90s`,"
                                    + " `1h30m`");
            default ->
                    "Id".equals(owner.text("title"))
                            ? idHelp(
                                    "a lower-case letter, then letters and digits", words(text, ""))
                            : idHelp("lower-case words joined by hyphens", words(text, "-"));
        };
    }

    private static Note idHelp(String rule, String meant) {
        return Note.help(meant.isEmpty() ? "write " + rule : "write " + rule + ": `" + meant + "`");
    }

    /** The words of a text joined by a separator; without one, by capitals. */
    private static String words(String text, String separator) {
        StringBuilder out = new StringBuilder();
        boolean next = false;
        for (int i = 0; i < text.length() && out.length() < 40; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (c < '0' || c > '9' || out.isEmpty())) {
                next = !out.isEmpty();
                continue;
            }
            out.append(next ? separator : "");
            boolean lower = out.isEmpty() || !separator.isEmpty();
            out.append(lower ? Character.toLowerCase(c) : next ? Character.toUpperCase(c) : c);
            next = false;
        }
        return out.toString();
    }
}
