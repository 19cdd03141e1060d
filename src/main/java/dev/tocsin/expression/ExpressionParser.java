package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.expression.Expr.UnaryOperator;
import dev.tocsin.expression.Token.Kind;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads an expression: the grammar of cel-spec's langdef, with {@code ?.}, {@code ?.[} and {@code
 * ??} added and message construction left out.
 *
 * <p>From weak to strong: {@code ? :}, {@code ??} (right to left), {@code ||}, {@code &&},
 * comparisons and {@code in}, {@code + -}, {@code * / %}, {@code ! -}, then selection and calls.
 */
public final class ExpressionParser {

    /** The longest expression, in UTF-16 units. */
    public static final int MAX_LENGTH = 64 << 10;

    /** How many brackets, signs and conditionals may stand inside one another. */
    public static final int MAX_NESTING = 100;

    /**
     * How high a tree may grow, chains like {@code a + b + c} included. Every later stage walks
     * trees by recursion, so this is what keeps the stack whole.
     */
    static final int MAX_HEIGHT = 500;

    /**
     * What came of a text.
     *
     * @param tree null where there was a fault
     * @param faults at most one: what follows a mistake is guesswork
     */
    public record Parsed(@Nullable Expr tree, List<Fault> faults) {}

    private final Tokens tokens;

    /** The height of the tree made last. */
    private int height;

    private ExpressionParser(String text) {
        this.tokens = new Tokens(text);
    }

    /** Never throws; a text that is no expression gives a fault that says why. */
    public static Parsed parse(String text) {
        if (text.length() > MAX_LENGTH) {
            String message = "an expression may have at most " + MAX_LENGTH + " characters";
            Fault fault = SyntaxException.at(0, text.length(), message, null).fault();
            return new Parsed(null, List.of(fault));
        }
        try {
            return new Parsed(new ExpressionParser(text).whole(), List.of());
        } catch (SyntaxException e) {
            return new Parsed(null, List.of(e.fault()));
        }
    }

    private Expr whole() {
        if (tokens.at(Kind.END)) {
            throw SyntaxException.at(0, 0, "the expression is empty", null);
        }
        Expr tree = expression();
        if (!tokens.at(Kind.END)) {
            throw tokens.unexpected();
        }
        return tree;
    }

    private Expr expression() {
        tokens.enter();
        // Of an operand in parentheses the tree keeps no trace, but its place begins with them.
        int start = tokens.start();
        Expr condition = coalesce();
        if (tokens.at(Kind.QUESTION)) {
            Token question = tokens.take();
            int conditionHeight = height;
            Expr then = expression();
            int thenHeight = height;
            if (!tokens.at(Kind.COLON)) {
                if (!tokens.at(Kind.END)) {
                    throw tokens.unexpected();
                }
                throw SyntaxException.at(
                        question.start(),
                        question.end(),
                        "this `?` has no `:`",
                        "write `condition ? one : other`; a field that may be null is `x?.name`");
            }
            tokens.take();
            Expr otherwise = expression();
            grow(Math.max(conditionHeight, thenHeight));
            condition = new Expr.Conditional(condition, then, otherwise, start, tokens.reached());
        }
        tokens.leave();
        return condition;
    }

    /** Right to left, by recursion: {@code a ?? b ?? c} is {@code a ?? (b ?? c)}. */
    private Expr coalesce() {
        int start = tokens.start();
        Expr left = binary(0);
        if (!tokens.at(Kind.COALESCE)) {
            return left;
        }
        Token operator = tokens.take();
        int leftHeight = height;
        tokens.enter();
        Expr right = coalesce();
        tokens.leave();
        grow(leftHeight);
        return new Expr.Binary(
                BinaryOperator.COALESCE, left, right, operator.start(), start, tokens.reached());
    }

    private Expr binary(int strength) {
        if (strength == Operators.STRENGTHS) {
            return unary();
        }
        int start = tokens.start();
        Expr left = binary(strength + 1);
        while (true) {
            BinaryOperator operator = Operators.at(strength, tokens.next());
            if (operator == null) {
                return left;
            }
            Token sign = tokens.take();
            int leftHeight = height;
            Expr right = binary(strength + 1);
            grow(leftHeight);
            left = new Expr.Binary(operator, left, right, sign.start(), start, tokens.reached());
        }
    }

    private Expr unary() {
        if (!tokens.at(Kind.NOT) && !tokens.at(Kind.MINUS)) {
            int start = tokens.start();
            return members(primary(), start);
        }
        Token sign = tokens.take();
        if (sign.is(Kind.MINUS) && tokens.at(Kind.LITERAL)) {
            Value negated = LiteralValues.negated(tokens.next());
            if (negated != null) {
                Token number = tokens.take();
                height = 1;
                return members(new Expr.Literal(negated, sign.start(), number.end()), sign.start());
            }
        }
        tokens.enter();
        Expr operand = unary();
        tokens.leave();
        grow(height);
        UnaryOperator operator = sign.is(Kind.NOT) ? UnaryOperator.NOT : UnaryOperator.MINUS;
        return new Expr.Unary(operator, operand, sign.start(), tokens.reached());
    }

    private Expr members(Expr first, int start) {
        Expr target = first;
        while (true) {
            int targetHeight = height;
            switch (tokens.kind()) {
                case DOT -> {
                    tokens.take();
                    target = member(target, start, false);
                }
                case SAFE_DOT -> {
                    tokens.take();
                    target =
                            tokens.at(Kind.OPEN_BRACKET)
                                    ? index(target, start, true)
                                    : member(target, start, true);
                }
                case OPEN_BRACKET -> target = index(target, start, false);
                default -> {
                    return target;
                }
            }
            grow(targetHeight);
        }
    }

    private Expr member(Expr target, int start, boolean safe) {
        if (tokens.at(Kind.QUESTION)) {
            throw SyntaxException.at(
                    tokens.previous().start(),
                    tokens.next().end(),
                    "`.?` is not an operator",
                    "a field that may be missing is `x?.name`");
        }
        if (tokens.at(Kind.QUOTED_NAME)) {
            Token name = tokens.take();
            height = 1;
            return new Expr.Select(target, name.text(), safe, name.start(), start, name.end());
        }
        if (!tokens.at(Kind.NAME) || Words.isLiteralWord(tokens.text())) {
            String help = tokens.at(Kind.LITERAL) ? "write `x[" + tokens.text() + "]`" : null;
            throw SyntaxException.at(
                    tokens.start(), tokens.next().end(), "a field name is missing after `.`", help);
        }
        Token name = tokens.take();
        if (!tokens.at(Kind.OPEN_PAREN)) {
            height = 1;
            return new Expr.Select(target, name.text(), safe, name.start(), start, name.end());
        }
        if (safe) {
            throw SyntaxException.at(
                    tokens.previous().start(),
                    tokens.next().end(),
                    "`?.` goes before fields, not before functions",
                    "write `x == null ? null : x." + name.text() + "(...)`");
        }
        List<Expr> arguments = arguments();
        return Macros.method(target, name, arguments, start, tokens.reached());
    }

    private Expr index(Expr target, int start, boolean safe) {
        Token open = tokens.take();
        if (tokens.at(Kind.QUESTION)) {
            throw SyntaxException.at(
                    open.start(),
                    tokens.next().end(),
                    "`[?` is not an operator",
                    "an item that may be missing is `x?.[i]`");
        }
        Expr index = expression();
        tokens.close(Kind.CLOSE_BRACKET, open);
        return new Expr.Index(target, index, safe, start, tokens.reached());
    }

    private Expr primary() {
        height = 1;
        return switch (tokens.kind()) {
            case LITERAL -> {
                Token literal = tokens.take();
                yield new Expr.Literal(
                        LiteralValues.valueOf(literal), literal.start(), literal.end());
            }
            case NAME -> name(false);
            case DOT -> {
                Token dot = tokens.take();
                if (!tokens.at(Kind.NAME) || Words.isLiteralWord(tokens.text())) {
                    throw SyntaxException.at(
                            dot.start(), dot.end(), "a name is missing after this `.`", null);
                }
                yield name(true);
            }
            case OPEN_PAREN -> {
                Token open = tokens.take();
                Expr inner = expression();
                tokens.close(Kind.CLOSE_PAREN, open);
                yield inner;
            }
            case OPEN_BRACKET -> list();
            case OPEN_BRACE -> map();
            default -> throw tokens.unexpected();
        };
    }

    /**
     * @param absolute whether a dot stands before it
     */
    private Expr name(boolean absolute) {
        switch (tokens.text()) {
            case "in" -> throw tokens.unexpected();
            case "true" -> {
                return word(BoolValue.TRUE);
            }
            case "false" -> {
                return word(BoolValue.FALSE);
            }
            case "null" -> {
                return word(NullValue.NULL);
            }
            default -> {}
        }
        Token name = tokens.take();
        if (tokens.at(Kind.OPEN_PAREN)) {
            List<Expr> arguments = arguments();
            return Macros.function(name, arguments, tokens.reached());
        }
        SyntaxHints.refuseAsName(name, tokens.next());
        return new Expr.Name(name.text(), absolute, name.start(), name.end());
    }

    private Expr word(Value value) {
        Token word = tokens.take();
        return new Expr.Literal(value, word.start(), word.end());
    }

    private List<Expr> arguments() {
        Token open = tokens.take();
        return items(open, Kind.CLOSE_PAREN);
    }

    private Expr list() {
        Token open = tokens.take();
        List<Expr> items = items(open, Kind.CLOSE_BRACKET);
        return new Expr.ListLiteral(items, open.start(), tokens.reached());
    }

    /** Leaves {@link #height} at one above the highest item. */
    private List<Expr> items(Token open, Kind closing) {
        List<Expr> items = new ArrayList<>(2);
        int highest = 0;
        while (!tokens.at(closing)) {
            items.add(expression());
            highest = Math.max(highest, height);
            if (!tokens.at(Kind.COMMA)) {
                break;
            }
            tokens.take();
        }
        tokens.close(closing, open);
        height = highest;
        grow(0);
        return List.copyOf(items);
    }

    private Expr map() {
        Token open = tokens.take();
        List<Expr.Entry> entries = new ArrayList<>(2);
        int highest = 0;
        while (!tokens.at(Kind.CLOSE_BRACE)) {
            Expr key = expression();
            highest = Math.max(highest, height);
            LiteralValues.refuseAsKey(key);
            if (!tokens.at(Kind.COLON)) {
                throw tokens.at(Kind.END) ? Unexpected.unclosed(open) : tokens.unexpected();
            }
            tokens.take();
            Expr value = expression();
            highest = Math.max(highest, height);
            entries.add(new Expr.Entry(key, value));
            if (!tokens.at(Kind.COMMA)) {
                break;
            }
            tokens.take();
        }
        tokens.close(Kind.CLOSE_BRACE, open);
        height = highest;
        grow(0);
        return new Expr.MapLiteral(List.copyOf(entries), open.start(), tokens.reached());
    }

    /** Counts a node over the tree made last and one of height {@code other}. */
    private void grow(int other) {
        height = Math.max(height, other) + 1;
        if (height > MAX_HEIGHT) {
            throw SyntaxException.at(
                    tokens.previous().start(),
                    tokens.reached(),
                    "the expression is a chain of more than " + MAX_HEIGHT + " links",
                    "use a list: `x in [...]`, `[...].exists(...)`, `[...].join()`");
        }
    }
}
