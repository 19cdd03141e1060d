package dev.tocsin.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions: RE2's syntax, and time linear in the text. */
final class Patterns {

    /** Longer patterns are lists in disguise, and compiling them takes memory. */
    static final int MAX_LENGTH = 1000;

    private Patterns() {}

    /**
     * @throws PatternSyntaxException whose description says what is wrong
     */
    static Pattern compile(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new PatternSyntaxException(
                    "longer than " + MAX_LENGTH + " characters", Excerpt.of(pattern));
        }
        return Pattern.compile(pattern);
    }

    /** Counts one search; its time is bounded by the product of the two lengths. */
    static void count(String text, String pattern, Evaluation evaluation) {
        evaluation.count(1 + (long) text.length() * (1 + pattern.length() / 32) / 16);
    }
}
