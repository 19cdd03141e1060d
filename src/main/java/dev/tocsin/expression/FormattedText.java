package dev.tocsin.expression;

import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.List;

/** {@code format}: copies a pattern and fills in its clauses, {@code %}, precision and verb. */
final class FormattedText {

    private static final int USUAL_PRECISION = 6;

    private final Arguments arguments;
    private final String pattern;
    private final List<Value> values;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int used;

    private FormattedText(Arguments arguments) {
        this.arguments = arguments;
        this.pattern = arguments.text(0);
        this.values = arguments.list(1);
    }

    static Value of(Arguments arguments) {
        arguments.requireKnown(1);
        FormattedText text = new FormattedText(arguments);
        text.fill();
        arguments.countText(text.out.length());
        return new StringValue(text.out.toString());
    }

    private void fill() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c != '%') {
                append(String.valueOf(c));
            } else if (at < pattern.length() && pattern.charAt(at) == '%') {
                at++;
                append("%");
            } else {
                clause();
            }
        }
    }

    private void clause() {
        int start = at - 1;
        int precision = precision();
        if (at == pattern.length()) {
            throw arguments.fail(0, "ends within a clause; a `%` itself is `%%`");
        }
        char verb = pattern.charAt(at++);
        if ("sdfebxXo".indexOf(verb) < 0) {
            throw arguments.fail(
                    0,
                    "has the clause `"
                            + Excerpt.of(pattern.substring(start, at))
                            + "`, and the verbs are `s d f e b x X o`");
        }
        if (used == values.size()) {
            throw arguments.fail(
                    1,
                    "has "
                            + values.size()
                            + (values.size() == 1 ? " value" : " values")
                            + ", and the pattern asks for more");
        }
        Value value = values.get(used++);
        if (verb == 'f' || verb == 'e') {
            arguments.countText(out.length() + (long) precision);
        }
        String written = FormattedValue.of(value, verb, precision);
        if (written == null) {
            throw arguments.fail(
                    1,
                    "holds " + Conversions.aKind(value) + ", which `%" + verb + "` does not write");
        }
        append(written);
    }

    /** The number after a point, where there is one; cut at what no text can hold. */
    private int precision() {
        if (at == pattern.length() || pattern.charAt(at) != '.') {
            return USUAL_PRECISION;
        }
        int digits = ++at;
        int precision = 0;
        while (at < pattern.length() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
            precision = Math.min(precision * 10 + pattern.charAt(at++) - '0', Limits.MAX_TEXT + 1);
        }
        if (at == digits) {
            throw arguments.fail(0, "has a clause with a point and no number after it");
        }
        return precision;
    }

    private void append(String more) {
        if ((long) out.length() + more.length() > Limits.MAX_TEXT) {
            arguments.countText(Limits.MAX_TEXT + 1L);
        }
        out.append(more);
    }
}
