package dev.tocsin.expression;

import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The tree of an expression, as parsed: macros are nodes of their own, names are not yet looked up.
 * Offsets are UTF-16 units from 0 in the expression's own text, ends exclusive. Immutable.
 */
public sealed interface Expr {

    int start();

    int end();

    /** A literal: number, text, bytes, bool or null. */
    record Literal(Value value, int start, int end) implements Expr {}

    /**
     * A root name: {@code event}, {@code steps}, a loop variable.
     *
     * @param absolute whether it is written with a dot before it, {@code .name}: then no variable
     *     of a macro can hide it
     */
    record Name(String name, boolean absolute, int start, int end) implements Expr {}

    /**
     * {@code target.field}, or {@code target?.field} which is null where the target is null or
     * lacks the field.
     *
     * @param fieldStart where the field's own name starts
     */
    record Select(Expr target, String field, boolean safe, int fieldStart, int start, int end)
            implements Expr {}

    /** {@code target[index]}, or {@code target?.[index]}. */
    record Index(Expr target, Expr index, boolean safe, int start, int end) implements Expr {}

    /**
     * A function, {@code f(a, b)}, or the method form {@code a.f(b)}; both mean the same.
     *
     * @param target what stands before the dot, or null in the function form
     */
    record Call(
            @Nullable Expr target,
            String function,
            List<Expr> arguments,
            int nameStart,
            int start,
            int end)
            implements Expr {}

    /** {@code !a} or {@code -a}. */
    record Unary(UnaryOperator operator, Expr operand, int start, int end) implements Expr {}

    /** Two operands and what stands between them. */
    record Binary(
            BinaryOperator operator, Expr left, Expr right, int operatorStart, int start, int end)
            implements Expr {}

    /** {@code condition ? then : otherwise}. */
    record Conditional(Expr condition, Expr then, Expr otherwise, int start, int end)
            implements Expr {}

    /** {@code [a, b]}. */
    record ListLiteral(List<Expr> items, int start, int end) implements Expr {}

    /** {@code {"a": 1}}. */
    record MapLiteral(List<Entry> entries, int start, int end) implements Expr {}

    /** One entry of a map literal. */
    record Entry(Expr key, Expr value) {}

    /**
     * A macro over a list or the keys of a map: {@code list.exists(x, x > 1)}; with two variables,
     * over indexes and items or keys and values: {@code list.exists(i, x, i > x)}.
     *
     * @param variable the name bound to each item (or key); of two, to the index (or key)
     * @param second the name bound to the item (or value) beside it, or null
     * @param filter for a transformation with a condition, the condition; else null
     * @param body condition, transformation or key; of {@code sortBy("name")} a selection from a
     *     name without width
     */
    record Comprehension(
            Macro macro,
            Expr range,
            String variable,
            @Nullable String second,
            @Nullable Expr filter,
            Expr body,
            int start,
            int end)
            implements Expr {

        /** The name of the item where the text gives only a field of it: {@code sortBy("name")}. */
        static final String ITEM = "item";

        /** The field that stands where a body would, as in {@code sortBy("name")}; else null. */
        @Nullable String field() {
            return body instanceof Select(Name(_, _, int from, int to), String field, _, _, _, _)
                            && from == to
                    ? field
                    : null;
        }
    }

    /**
     * {@code cel.bind(name, value, body)}: the body, with a name for a value that it needs.
     *
     * @param variable the name
     */
    record Bind(String variable, Expr value, Expr body, int start, int end) implements Expr {}

    /** {@code has(target.field)}: whether the field is there; never an error for a missing one. */
    record Has(Select select, int start, int end) implements Expr {}

    /** The macros that run over a range. */
    enum Macro {
        ALL,
        EXISTS,
        EXISTS_ONE,
        FILTER,
        FIND,
        MAP,
        SORT_BY,
        GROUP_BY,
        INDEX_BY,
        TRANSFORM_LIST,
        TRANSFORM_MAP,
        TRANSFORM_MAP_ENTRY
    }

    /** Operators before their operand. */
    enum UnaryOperator {
        NOT("!"),
        MINUS("-");

        private final String symbol;

        UnaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** Operators between their operands; {@code ??} gives the right one where the left is null. */
    enum BinaryOperator {
        COALESCE("??"),
        OR("||"),
        AND("&&"),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        IN("in"),
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
