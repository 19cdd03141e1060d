package dev.tocsin.schema;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

import org.jspecify.annotations.Nullable;

/**
 * Runs {@code pattern} on RE2/J, whose time is linear in the text: the validator's own engine hung
 * on 41 characters. Compiled at the first match, since most patterns of a schema are never asked.
 */
final class Re2Patterns implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String regex) {
        return new Lazy(regex);
    }

    private static final class Lazy implements RegularExpression {

        private final String regex;

        /** Compiling twice in a race does no harm: patterns are immutable. */
        private volatile @Nullable Pattern compiled;

        private Lazy(String regex) {
            this.regex = regex;
        }

        @Override
        public boolean matches(String value) {
            Pattern pattern = compiled;
            if (pattern == null) {
                pattern = Pattern.compile(regex);
                compiled = pattern;
            }
            return pattern.matcher(value).find();
        }
    }
}
