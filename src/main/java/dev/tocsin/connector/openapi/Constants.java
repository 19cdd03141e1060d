package dev.tocsin.connector.openapi;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * Values that a description asks for and leaves no choice about: they stand in the request, and
 * nobody who writes a playbook has to know them.
 */
final class Constants {

    private Constants() {}

    /**
     * The value of what has one only, is the version of the API, or is kept from people with {@code
     * x-ms-visibility: internal}; null where a playbook has to say it.
     *
     * @param rules the schema
     * @param written what holds it, where the extensions stand
     */
    static @Nullable Value of(String name, boolean required, Part rules, Part written) {
        ScalarNode only = only(rules);
        if (required && only != null) {
            return value(only, rules);
        }
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        boolean fixed = plain.equals("apiversion") || isInternal(rules) || isInternal(written);
        if (!fixed) {
            return null;
        }
        ScalarNode usual = rules.value("default") instanceof ScalarNode given ? given : only;
        return usual == null ? null : value(usual, rules);
    }

    private static @Nullable ScalarNode only(Part rules) {
        if (rules.value("const") instanceof ScalarNode constant) {
            return constant;
        }
        return rules.value("enum") instanceof ListNode(List<Node> values, Span _)
                        && values.size() == 1
                        && values.getFirst() instanceof ScalarNode value
                ? value
                : null;
    }

    private static boolean isInternal(Part part) {
        return "internal".equals(part.text("x-ms-visibility"));
    }

    private static Value value(ScalarNode scalar, Part rules) {
        return SchemaKeywords.value(scalar, rules.text("type", "string").equals("string"));
    }
}
