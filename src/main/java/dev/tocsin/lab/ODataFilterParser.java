package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a {@code $filter}; {@code or} binds less than {@code and}, that less than {@code not}. */
final class ODataFilterParser {

    private static final int DEEPEST = 50;

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int depth;

    ODataFilterParser(String text) {
        this.text = text;
        split();
    }

    /**
     * @throws ODataQuery.UnknownException if it is not a filter that the lab knows
     */
    ODataFilter parse() {
        ODataFilter filter = either();
        if (next < tokens.size()) {
            throw unexpected();
        }
        return filter;
    }

    private ODataFilter either() {
        List<ODataFilter> parts = new ArrayList<>();
        do {
            parts.add(both());
        } while (taken("or"));
        return joined(false, parts);
    }

    private ODataFilter both() {
        List<ODataFilter> parts = new ArrayList<>();
        do {
            parts.add(single());
        } while (taken("and"));
        return joined(true, parts);
    }

    private static ODataFilter joined(boolean all, List<ODataFilter> parts) {
        return parts.size() == 1 ? parts.getFirst() : new ODataFilter.Joined(all, parts);
    }

    private ODataFilter single() {
        if (++depth > DEEPEST) {
            throw new ODataQuery.UnknownException("The filter is nested too deeply.");
        }
        try {
            if (taken("not")) {
                return new ODataFilter.Not(single());
            }
            if (taken("(")) {
                ODataFilter inner = either();
                expect(")");
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private ODataFilter comparison() {
        String word = take();
        switch (word.toLowerCase(Locale.ROOT)) {
            case "startswith", "endswith", "contains" -> {
                expect("(");
                String property = property(take());
                expect(",");
                Value value = literal(take());
                expect(")");
                return new ODataFilter.Compared(
                        property, word.toLowerCase(Locale.ROOT), List.of(value));
            }
            default -> {
                String property = property(word);
                String operator = take();
                return new ODataFilter.Compared(property, operator, values(operator));
            }
        }
    }

    private List<Value> values(String operator) {
        List<Value> values = new ArrayList<>();
        switch (operator) {
            case "in" -> {
                expect("(");
                do {
                    values.add(literal(take()));
                } while (taken(","));
                expect(")");
            }
            case "eq", "ne", "gt", "ge", "lt", "le" -> values.add(literal(take()));
            default -> throw unexpected();
        }
        return values;
    }

    private String property(String word) {
        if (!Character.isLetter(word.charAt(0))) {
            throw unexpected();
        }
        return word;
    }

    private Value literal(String word) {
        if (word.startsWith("'")) {
            return new StringValue(word.substring(1, word.length() - 1).replace("''", "'"));
        }
        return switch (word) {
            case "true" -> BoolValue.TRUE;
            case "false" -> BoolValue.FALSE;
            case "null" -> NullValue.NULL;
            default -> {
                if (!Character.isDigit(word.charAt(0))) {
                    throw unexpected();
                }
                yield number(word) ? IntValue.of(Long.parseLong(word)) : new StringValue(word);
            }
        };
    }

    private static boolean number(String word) {
        return word.length() < 19 && word.chars().allMatch(Character::isDigit);
    }

    private boolean taken(String word) {
        if (next < tokens.size() && tokens.get(next).equals(word)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!taken(word)) {
            throw unexpected();
        }
    }

    private String take() {
        if (next == tokens.size()) {
            throw unexpected();
        }
        return tokens.get(next++);
    }

    private ODataQuery.UnknownException unexpected() {
        return new ODataQuery.UnknownException(
                "Invalid filter clause: there is a syntax error in '" + text + "'.");
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            int end = c == '(' || c == ')' || c == ',' ? at + 1 : c == '\'' ? quote(at) : word(at);
            tokens.add(text.substring(at, end));
            at = end;
        }
    }

    /** Behind the closing quote; two quotes inside are one. */
    private int quote(int from) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\'') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\'') {
                    return i + 1;
                }
                i++;
            }
        }
        throw unexpected();
    }

    private int word(int from) {
        int end = from;
        while (end < text.length() && " (),'\t".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
