package dev.tocsin.schema;

import com.google.re2j.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A {@code pattern} of a schema, on RE2/J, whose time is linear in the text. Compiled at the first
 * match, since most patterns of a schema are never asked. Safe to share between threads.
 */
final class LazyPattern {

    private final String regex;

    /** Compiling twice in a race does no harm: patterns are immutable. */
    private volatile @Nullable Pattern compiled;

    LazyPattern(String regex) {
        this.regex = regex;
    }

    boolean matches(String text) {
        Pattern pattern = compiled;
        if (pattern == null) {
            pattern = Pattern.compile(regex);
            compiled = pattern;
        }
        return pattern.matcher(text).find();
    }
}
