package dev.tocsin.check;

import dev.tocsin.expression.Template;

import java.util.List;
import java.util.Set;

/** What is certain of a text with holes before the run: the characters around the holes. */
final class LiteralParts {

    private LiteralParts() {}

    /** All of them, one after the other. */
    static String of(Template.Interpolated text) {
        StringBuilder parts = new StringBuilder();
        for (Template.Part part : text.parts()) {
            if (part instanceof Template.Part.Literal(String literal)) {
                parts.append(literal);
            }
        }
        return parts.toString();
    }

    /** Whether some of {@code texts} starts and ends as the text does. */
    static boolean mayBeOneOf(Template.Interpolated text, Set<String> texts) {
        List<Template.Part> parts = text.parts();
        String start = parts.getFirst() instanceof Template.Part.Literal(String first) ? first : "";
        String end = parts.getLast() instanceof Template.Part.Literal(String last) ? last : "";
        for (String one : texts) {
            if (one.length() >= start.length() + end.length()
                    && one.startsWith(start)
                    && one.endsWith(end)) {
                return true;
            }
        }
        return false;
    }
}
