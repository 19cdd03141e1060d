package dev.tocsin.expression;

import dev.tocsin.expression.Expr.BinaryOperator;
import dev.tocsin.expression.Expr.UnaryOperator;
import dev.tocsin.expression.Token.Kind;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
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
            condition =
                    new Expr.Conditional(
                            condition, then, otherwise, condition.start(), otherwise.end());
        }
        nesting--;
        return condition;
    }

    /** Right to left, by recursion: {@code a ?? b ?? c} is {@code a ?? (b ?? c)}. */
    private Expr coalesce() {
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
                BinaryOperator.COALESCE, left, right, operator.start(), left.start(), right.end());
    }

    private Expr binary(int strength) {
        if (strength == 5) {
            return unary();
        }
        Expr left = binary(strength + 1);
        while (true) {
            BinaryOperator operator = operator(strength);
            if (operator == null) {
                return left;
            }
            Token sign = take();
            int leftHeight = height;
            Expr right = binary(strength + 1);
            grow(leftHeight);
            left = new Expr.Binary(operator, left, right, sign.start(), left.start(), right.end());
        }
    }

    private @Nullable BinaryOperator operator(int strength) {
        return switch (strength) {
            case 0 -> token.is(Kind.OR) ? BinaryOperator.OR : null;
            case 1 -> token.is(Kind.AND) ? BinaryOperator.AND : null;
            case 2 ->
                    switch (token.kind()) {
                        case EQUAL -> BinaryOperator.EQUAL;
                        case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
                        case LESS -> BinaryOperator.LESS;
                        case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
                        case GREATER -> BinaryOperator.GREATER;
                        case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
                        case NAME -> token.is("in") ? BinaryOperator.IN : null;
                        default -> null;
                    };
            case 3 ->
                    switch (token.kind()) {
                        case PLUS -> BinaryOperator.ADD;
                        case MINUS -> BinaryOperator.SUBTRACT;
                        default -> null;
                    };
            default ->
                    switch (token.kind()) {
                        case STAR -> BinaryOperator.MULTIPLY;
                        case SLASH -> BinaryOperator.DIVIDE;
                        case PERCENT -> BinaryOperator.REMAINDER;
                        default -> null;
                    };
        };
    }

    private Expr unary() {
        if (!token.is(Kind.NOT) && !token.is(Kind.MINUS)) {
            return members(primary());
        }
        Token sign = take();
        if (sign.is(Kind.MINUS) && token.is(Kind.LITERAL)) {
            Value negated = negated(token.value());
            if (negated != null) {
                Token number = take();
                height = 1;
                return members(new Expr.Literal(negated, sign.start(), number.end()));
            }
        }
        enter();
        Expr operand = unary();
        nesting--;
        grow(height);
        UnaryOperator operator = sign.is(Kind.NOT) ? UnaryOperator.NOT : UnaryOperator.MINUS;
        return new Expr.Unary(operator, operand, sign.start(), operand.end());
    }

    private static @Nullable Value negated(@Nullable Value number) {
        return switch (number) {
            case IntValue(long whole) -> IntValue.of(-whole);
            case DoubleValue(double real) -> new DoubleValue(-real);
            case null, default -> null;
        };
    }

    private Expr members(Expr first) {
        Expr target = first;
        while (true) {
            int targetHeight = height;
            switch (token.kind()) {
                case DOT -> {
                    take();
                    target = member(target, false);
                }
                case SAFE_DOT -> {
                    take();
                    target =
                            token.is(Kind.OPEN_BRACKET)
                                    ? index(target, true)
                                    : member(target, true);
                }
                case OPEN_BRACKET -> target = index(target, false);
                default -> {
                    return target;
                }
            }
            grow(targetHeight);
        }
    }

    private Expr member(Expr target, boolean safe) {
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
            return new Expr.Select(
                    target, name.text(), safe, name.start(), target.start(), name.end());
        }
        if (!token.is(Kind.NAME) || isLiteralWord(token.text())) {
            String help = token.is(Kind.LITERAL) ? "write `x[" + token.text() + "]`" : null;
            throw SyntaxException.at(
                    token.start(), token.end(), "a field name is missing after `.`", help);
        }
        Token name = take();
        if (!token.is(Kind.OPEN_PAREN)) {
            height = 1;
            return new Expr.Select(
                    target, name.text(), safe, name.start(), target.start(), name.end());
        }
        if (safe) {
            throw SyntaxException.at(
                    previous.start(),
                    token.end(),
                    "`?.` goes before fields, not before functions",
                    "write `x == null ? null : x." + name.text() + "(...)`");
        }
        List<Expr> arguments = arguments();
        return Macros.method(target, name, arguments, previous.end());
    }

    private Expr index(Expr target, boolean safe) {
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
        return new Expr.Index(target, index, safe, target.start(), previous.end());
    }

    private Expr primary() {
        height = 1;
        return switch (token.kind()) {
            case LITERAL -> {
                Token literal = take();
                yield new Expr.Literal(valueOf(literal), literal.start(), literal.end());
            }
            case NAME -> name();
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

    private static Value valueOf(Token literal) {
        Value value = literal.value();
        if (value == null) {
            throw new IllegalStateException("a literal token has a value");
        }
        if (value instanceof IntValue(long number) && number == Long.MIN_VALUE) {
            throw SyntaxException.at(
                    literal.start(),
                    literal.end(),
                    "`" + literal.text() + "` does not fit into 64 bits",
                    null);
        }
        return value;
    }

    private Expr name() {
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
        if (isReserved(name.text())) {
            String hint = SyntaxHints.word(name);
            throw SyntaxException.at(
                    name.start(),
                    name.end(),
                    "`" + name.text() + "` is a reserved word",
                    hint != null ? hint : "a field of that name is `x." + name.text() + "`");
        }
        if (name.text().equals("not") && (token.is(Kind.NAME) || token.is(Kind.LITERAL))) {
            throw SyntaxException.at(
                    name.start(), name.end(), "`not` is `!`", SyntaxHints.word(name));
        }
        return new Expr.Name(name.text(), name.start(), name.end());
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
            refuseKey(key);
            if (!token.is(Kind.COLON)) {
                throw token.is(Kind.END) ? unclosed(open) : unexpected();
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

    private static void refuseKey(Expr key) {
        if (key instanceof Expr.Literal(Value value, int start, int end)
                && !(value instanceof StringValue)) {
            throw SyntaxException.at(
                    start, end, "the keys of a map are texts", "write the key in quotes");
        }
    }

    private void close(Kind closing, Token open) {
        if (token.is(closing)) {
            take();
            return;
        }
        throw token.is(Kind.END) || isClosing(token.kind()) ? unclosed(open) : unexpected();
    }

    private static boolean isClosing(Kind kind) {
        return kind == Kind.CLOSE_PAREN || kind == Kind.CLOSE_BRACKET || kind == Kind.CLOSE_BRACE;
    }

    private static SyntaxException unclosed(Token open) {
        return SyntaxException.at(
                open.start(), open.end(), "`" + open.text() + "` is never closed", null);
    }

    private SyntaxException unexpected() {
        if (token.is(Kind.END)) {
            return SyntaxException.at(
                    previous.start(),
                    previous.end(),
                    "something is missing after `" + previous.text() + "`",
                    null);
        }
        String hint = SyntaxHints.word(token);
        if (hint == null && previous.is("not")) {
            hint = SyntaxHints.word(previous);
        }
        String message = "`" + token.text() + "` is not expected here";
        if (isClosing(token.kind()) && nesting <= 1) {
            message = "`" + token.text() + "` closes nothing";
        } else if (hint == null && previous.is(Kind.NAME) && token.is(Kind.OPEN_BRACE)) {
            hint = "a map is written without a name before it";
        } else if (hint == null && (token.is(Kind.NAME) || token.is(Kind.LITERAL))) {
            hint = "is an operator or a comma missing before it?";
        }
        return SyntaxException.at(token.start(), token.end(), message, hint);
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

    private static boolean isLiteralWord(String word) {
        return switch (word) {
            case "true", "false", "null", "in" -> true;
            default -> false;
        };
    }

    /**
     * The words that cel-spec keeps for host languages, but for {@code const}: a scope name here.
     */
    private static boolean isReserved(String word) {
        return switch (word) {
            case "as",
                    "break",
                    "continue",
                    "else",
                    "for",
                    "function",
                    "if",
                    "import",
                    "let",
                    "loop",
                    "package",
                    "namespace",
                    "return",
                    "var",
                    "void",
                    "while" ->
                    true;
            default -> false;
        };
    }
}
