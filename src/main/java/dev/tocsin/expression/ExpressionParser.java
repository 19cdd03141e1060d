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

    private final ExpressionLexer lexer;
    private Token token;
    private Token previous;
    private int nesting;

    /** The height of the tree made last. */
    private int height;

    private ExpressionParser(String text) {
        this.lexer = new ExpressionLexer(text, 0);
        this.token = lexer.next();
        this.previous = token;
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
        if (token.is(Kind.END)) {
            throw SyntaxException.at(0, 0, "the expression is empty", null);
        }
        Expr tree = expression();
        if (!token.is(Kind.END)) {
            throw unexpected();
        }
        return tree;
    }

    private Expr expression() {
        enter();
        // Of an operand in parentheses the tree keeps no trace, but its place begins with them.
        int start = token.start();
        Expr condition = coalesce();
        if (token.is(Kind.QUESTION)) {
            Token question = take();
            int conditionHeight = height;
            Expr then = expression();
            int thenHeight = height;
            if (!token.is(Kind.COLON)) {
                if (!token.is(Kind.END)) {
                    throw unexpected();
                }
                throw SyntaxException.at(
                        question.start(),
                        question.end(),
                        "this `?` has no `:`",
                        "write `condition ? one : other`; a field that may be null is `x?.name`");
            }
            take();
            Expr otherwise = expression();
            grow(Math.max(conditionHeight, thenHeight));
            condition = new Expr.Conditional(condition, then, otherwise, start, previous.end());
        }
        nesting--;
        return condition;
    }

    /** Right to left, by recursion: {@code a ?? b ?? c} is {@code a ?? (b ?? c)}. */
    private Expr coalesce() {
        int start = token.start();
        Expr left = binary(0);
        if (!token.is(Kind.COALESCE)) {
            return left;
        }
        Token operator = take();
        int leftHeight = height;
        enter();
        Expr right = coalesce();
        nesting--;
        grow(leftHeight);
        return new Expr.Binary(
                BinaryOperator.COALESCE, left, right, operator.start(), start, previous.end());
    }

    private Expr binary(int strength) {
        if (strength == Operators.STRENGTHS) {
            return unary();
        }
        int start = token.start();
        Expr left = binary(strength + 1);
        while (true) {
            BinaryOperator operator = Operators.at(strength, token);
            if (operator == null) {
                return left;
            }
            Token sign = take();
            int leftHeight = height;
            Expr right = binary(strength + 1);
            grow(leftHeight);
            left = new Expr.Binary(operator, left, right, sign.start(), start, previous.end());
        }
    }

    private Expr unary() {
        if (!token.is(Kind.NOT) && !token.is(Kind.MINUS)) {
            int start = token.start();
            return members(primary(), start);
        }
        Token sign = take();
        if (sign.is(Kind.MINUS) && token.is(Kind.LITERAL)) {
            Value negated = LiteralValues.negated(token);
            if (negated != null) {
                Token number = take();
                height = 1;
                return members(new Expr.Literal(negated, sign.start(), number.end()), sign.start());
            }
        }
        enter();
        Expr operand = unary();
        nesting--;
        grow(height);
        UnaryOperator operator = sign.is(Kind.NOT) ? UnaryOperator.NOT : UnaryOperator.MINUS;
        return new Expr.Unary(operator, operand, sign.start(), previous.end());
    }

    private Expr members(Expr first, int start) {
        Expr target = first;
        while (true) {
            int targetHeight = height;
            switch (token.kind()) {
                case DOT -> {
                    take();
                    target = member(target, start, false);
                }
                case SAFE_DOT -> {
                    take();
                    target =
                            token.is(Kind.OPEN_BRACKET)
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
        if (token.is(Kind.QUESTION)) {
            throw SyntaxException.at(
                    previous.start(),
                    token.end(),
                    "`.?` is not an operator",
                    "a field that may be missing is `x?.name`");
        }
        if (token.is(Kind.QUOTED_NAME)) {
            Token name = take();
            height = 1;
            return new Expr.Select(target, name.text(), safe, name.start(), start, name.end());
        }
        if (!token.is(Kind.NAME) || Words.isLiteralWord(token.text())) {
            String help = token.is(Kind.LITERAL) ? "write `x[" + token.text() + "]`" : null;
            throw SyntaxException.at(
                    token.start(), token.end(), "a field name is missing after `.`", help);
        }
        Token name = take();
        if (!token.is(Kind.OPEN_PAREN)) {
            height = 1;
            return new Expr.Select(target, name.text(), safe, name.start(), start, name.end());
        }
        if (safe) {
            throw SyntaxException.at(
                    previous.start(),
                    token.end(),
                    "`?.` goes before fields, not before functions",
                    "write `x == null ? null : x." + name.text() + "(...)`");
        }
        List<Expr> arguments = arguments();
        return Macros.method(target, name, arguments, start, previous.end());
    }

    private Expr index(Expr target, int start, boolean safe) {
        Token open = take();
        if (token.is(Kind.QUESTION)) {
            throw SyntaxException.at(
                    open.start(),
                    token.end(),
                    "`[?` is not an operator",
                    "an item that may be missing is `x?.[i]`");
        }
        Expr index = expression();
        close(Kind.CLOSE_BRACKET, open);
        return new Expr.Index(target, index, safe, start, previous.end());
    }

    private Expr primary() {
        height = 1;
        return switch (token.kind()) {
            case LITERAL -> {
                Token literal = take();
                yield new Expr.Literal(
                        LiteralValues.valueOf(literal), literal.start(), literal.end());
            }
            case NAME -> name(false);
            case DOT -> {
                Token dot = take();
                if (!token.is(Kind.NAME) || Words.isLiteralWord(token.text())) {
                    throw SyntaxException.at(
                            dot.start(), dot.end(), "a name is missing after this `.`", null);
                }
                yield name(true);
            }
            case OPEN_PAREN -> {
                Token open = take();
                Expr inner = expression();
                close(Kind.CLOSE_PAREN, open);
                yield inner;
            }
            case OPEN_BRACKET -> list();
            case OPEN_BRACE -> map();
            default -> throw unexpected();
        };
    }

    /**
     * @param absolute whether a dot stands before it
     */
    private Expr name(boolean absolute) {
        switch (token.text()) {
            case "in" -> throw unexpected();
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
        Token name = take();
        if (token.is(Kind.OPEN_PAREN)) {
            List<Expr> arguments = arguments();
            return Macros.function(name, arguments, previous.end());
        }
        SyntaxHints.refuseAsName(name, token);
        return new Expr.Name(name.text(), absolute, name.start(), name.end());
    }

    private Expr word(Value value) {
        Token word = take();
        return new Expr.Literal(value, word.start(), word.end());
    }

    private List<Expr> arguments() {
        Token open = take();
        return items(open, Kind.CLOSE_PAREN);
    }

    private Expr list() {
        Token open = take();
        List<Expr> items = items(open, Kind.CLOSE_BRACKET);
        return new Expr.ListLiteral(items, open.start(), previous.end());
    }

    /** Leaves {@link #height} at one above the highest item. */
    private List<Expr> items(Token open, Kind closing) {
        List<Expr> items = new ArrayList<>(2);
        int highest = 0;
        while (!token.is(closing)) {
            items.add(expression());
            highest = Math.max(highest, height);
            if (!token.is(Kind.COMMA)) {
                break;
            }
            take();
        }
        close(closing, open);
        height = highest;
        grow(0);
        return List.copyOf(items);
    }

    private Expr map() {
        Token open = take();
        List<Expr.Entry> entries = new ArrayList<>(2);
        int highest = 0;
        while (!token.is(Kind.CLOSE_BRACE)) {
            Expr key = expression();
            highest = Math.max(highest, height);
            LiteralValues.refuseAsKey(key);
            if (!token.is(Kind.COLON)) {
                throw token.is(Kind.END) ? Unexpected.unclosed(open) : unexpected();
            }
            take();
            Expr value = expression();
            highest = Math.max(highest, height);
            entries.add(new Expr.Entry(key, value));
            if (!token.is(Kind.COMMA)) {
                break;
            }
            take();
        }
        close(Kind.CLOSE_BRACE, open);
        height = highest;
        grow(0);
        return new Expr.MapLiteral(List.copyOf(entries), open.start(), previous.end());
    }

    private void close(Kind closing, Token open) {
        if (token.is(closing)) {
            take();
            return;
        }
        throw token.is(Kind.END) || Unexpected.isClosing(token)
                ? Unexpected.unclosed(open)
                : unexpected();
    }

    private SyntaxException unexpected() {
        return Unexpected.at(token, previous, nesting <= 1);
    }

    private Token take() {
        previous = token;
        token = lexer.next();
        return previous;
    }

    private void enter() {
        if (++nesting > MAX_NESTING) {
            throw SyntaxException.at(
                    token.start(),
                    token.end(),
                    "the expression is nested more than " + MAX_NESTING + " levels deep",
                    "name a part of it in a `value` step");
        }
    }

    /** Counts a node over the tree made last and one of height {@code other}. */
    private void grow(int other) {
        height = Math.max(height, other) + 1;
        if (height > MAX_HEIGHT) {
            throw SyntaxException.at(
                    previous.start(),
                    previous.end(),
                    "the expression is a chain of more than " + MAX_HEIGHT + " links",
                    "use a list: `x in [...]`, `[...].exists(...)`, `[...].join()`");
        }
    }
}
