package dev.tocsin.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.tocsin.schema.BoundedPattern;

/** Regular expressions that a playbook or its data spell out, and what it costs to search. */
final class Patterns {

    private Patterns() {}

    /** The pattern of an argument; an error where it is none. */
    static Pattern compile(Arguments arguments, int index) {
        String pattern = arguments.text(index);
        arguments.evaluation().count(pattern.length());
        try {
            return BoundedPattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw arguments.fail(index, "is no pattern: " + e.getDescription());
        }
    }

    /** Counts one search; its time is bounded by the product of the two lengths. */
    static void count(String text, String pattern, Evaluation evaluation) {
        evaluation.count(1 + (long) text.length() * (1 + pattern.length() / 32) / 16);
    }
}
