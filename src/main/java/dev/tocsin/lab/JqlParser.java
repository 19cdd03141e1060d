package dev.tocsin.lab;

import dev.tocsin.lab.JqlQuery.Condition;
import dev.tocsin.lab.JqlQuery.InvalidException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads JQL, token by token. */
final class JqlParser {

    private final JqlTokens tokens;

    JqlParser(String text) throws InvalidException {
        this.tokens = JqlTokens.of(text);
    }

    JqlQuery query() throws InvalidException {
        Condition where = tokens.isWord("order") || tokens.isEnd() ? null : any();
        List<JqlQuery.Order> order = new ArrayList<>();
        if (tokens.takeWord("order")) {
            expectWord("by");
            do {
                String field = tokens.takeText("a field");
                boolean descending = tokens.takeWord("desc");
                if (!descending) {
                    tokens.takeWord("asc");
                }
                order.add(new JqlQuery.Order(field, descending));
            } while (tokens.takeMark(","));
        }
        if (!tokens.isEnd()) {
            throw tokens.unexpected("either 'OR' or 'AND'");
        }
        return new JqlQuery(where, order);
    }

    private Condition any() throws InvalidException {
        List<Condition> parts = new ArrayList<>(List.of(all()));
        while (tokens.takeWord("or") || tokens.takeMark("||")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }

    private Condition all() throws InvalidException {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (tokens.takeWord("and") || tokens.takeMark("&&")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private Condition one() throws InvalidException {
        if (tokens.takeWord("not") || tokens.takeMark("!")) {
            return new Condition.Not(one());
        }
        if (tokens.takeMark("(")) {
            Condition inner = any();
            expectMark(")");
            return inner;
        }
        String field = tokens.takeText("a field");
        return test(field);
    }

    private Condition test(String field) throws InvalidException {
        if (tokens.takeWord("is")) {
            boolean negated = tokens.takeWord("not");
            if (!tokens.takeWord("empty") && !tokens.takeWord("null")) {
                throw tokens.unexpected("'EMPTY'");
            }
            return negated(negated, new Condition.Test(field, "is", List.of()));
        }
        boolean negated = tokens.takeWord("not");
        if (tokens.takeWord("in")) {
            return negated(negated, new Condition.Test(field, "=", list()));
        }
        if (negated) {
            throw tokens.unexpected("'in'");
        }
        String operator = tokens.takeOperator();
        if (operator.startsWith("!")) {
            return new Condition.Not(
                    new Condition.Test(field, operator.substring(1), List.of(value())));
        }
        return new Condition.Test(field, operator, List.of(value()));
    }

    private static Condition negated(boolean negated, Condition condition) {
        return negated ? new Condition.Not(condition) : condition;
    }

    private List<String> list() throws InvalidException {
        expectMark("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(value());
        } while (tokens.takeMark(","));
        expectMark(")");
        return values;
    }

    /** A text, a word or a call without arguments, which keeps its parentheses. */
    private String value() throws InvalidException {
        String text = tokens.takeText("either a value, list or function");
        @Nullable String call = null;
        if (tokens.takeMark("(")) {
            expectMark(")");
            call = text + "()";
        }
        return call == null ? text : call;
    }

    private void expectMark(String mark) throws InvalidException {
        if (!tokens.takeMark(mark)) {
            throw tokens.unexpected("'" + mark + "'");
        }
    }

    private void expectWord(String word) throws InvalidException {
        if (!tokens.takeWord(word)) {
            throw tokens.unexpected("'" + word + "'");
        }
    }
}
