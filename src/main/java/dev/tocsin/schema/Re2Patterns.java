package dev.tocsin.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/** Gives the validator RE2/J for {@code pattern}: its own engine hung on 41 characters. */
final class Re2Patterns implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String regex) {
        return new Linear(new LazyPattern(regex));
    }

    private record Linear(LazyPattern pattern) implements RegularExpression {
        @Override
        public boolean matches(String value) {
            return pattern.matches(value);
        }
    }
}
