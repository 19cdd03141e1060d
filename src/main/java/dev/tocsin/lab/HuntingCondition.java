package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One comparison of a {@code where}: a column, an operator, what it is compared with.
 *
 * @param operands one, or several after {@code in}; times as RFC 3339 texts
 */
record HuntingCondition(String column, String operator, List<Value> operands) {

    HuntingCondition {
        operands = List.copyOf(operands);
    }

    static HuntingCondition read(HuntingTokens tokens, HuntingResult input, Instant now) {
        String column = tokens.name();
        input.column(column);
        String operator = tokens.take();
        List<Value> operands = new ArrayList<>();
        switch (operator) {
            case "==", "!=", "=~", "!~", ">", ">=", "<", "<=", "has", "contains", "startswith" ->
                    operands.add(literal(tokens, now));
            case "in" -> {
                // `in~` ignores case.
                if (tokens.takeIf("~")) {
                    operator = "in~";
                }
                tokens.expect("(");
                do {
                    operands.add(literal(tokens, now));
                } while (tokens.takeIf(","));
                tokens.expect(")");
            }
            default -> throw new HuntingException("The lab does not know the operator " + operator);
        }
        return new HuntingCondition(column, operator, operands);
    }

    boolean holds(MapValue row) {
        Value value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("a row without the column " + column);
        }
        Value operand = operands.getFirst();
        return switch (operator) {
            case "==" -> value.equals(operand);
            case "!=" -> !value.equals(operand);
            case "=~" -> text(value).equalsIgnoreCase(text(operand));
            case "!~" -> !text(value).equalsIgnoreCase(text(operand));
            case ">" -> compare(value, operand) > 0;
            case ">=" -> compare(value, operand) >= 0;
            case "<" -> compare(value, operand) < 0;
            case "<=" -> compare(value, operand) <= 0;
            case "in" -> operands.contains(value);
            case "in~" -> operands.stream().anyMatch(o -> text(o).equalsIgnoreCase(text(value)));
            case "has", "contains" -> lower(value).contains(lower(operand));
            case "startswith" -> lower(value).startsWith(lower(operand));
            default -> throw new IllegalStateException("no operator " + operator);
        };
    }

    /** Numbers as numbers; texts, and so times in UTC, as texts. */
    static int compare(Value left, Value right) {
        return left instanceof IntValue(long a) && right instanceof IntValue(long b)
                ? Long.compare(a, b)
                : text(left).compareTo(text(right));
    }

    private static Value literal(HuntingTokens tokens, Instant now) {
        String token = tokens.take();
        if (token.startsWith("\"")) {
            return new StringValue(token.substring(1));
        }
        if (token.equals("ago")) {
            tokens.expect("(");
            Instant time = now.minus(span(tokens.take()));
            tokens.expect(")");
            return new StringValue(time.toString());
        }
        if (token.equals("datetime")) {
            return datetime(tokens);
        }
        try {
            return IntValue.of(Long.parseLong(token));
        } catch (NumberFormatException _) {
            throw new HuntingException("The lab does not know the value " + token);
        }
    }

    private static Value datetime(HuntingTokens tokens) {
        tokens.expect("(");
        StringBuilder text = new StringBuilder();
        while (!tokens.peek().equals(")") && !tokens.atEnd()) {
            text.append(tokens.take());
        }
        tokens.expect(")");
        try {
            return new StringValue(Instant.parse(text).toString());
        } catch (DateTimeException _) {
            throw new HuntingException("The lab does not know the time " + text);
        }
    }

    /** {@code 30m}, {@code 2h}, {@code 7d}. */
    private static Duration span(String text) {
        try {
            long amount = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(amount);
                case 'm' -> Duration.ofMinutes(amount);
                case 'h' -> Duration.ofHours(amount);
                case 'd' -> Duration.ofDays(amount);
                default -> throw new HuntingException("The lab does not know the span " + text);
            };
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            throw new HuntingException("The lab does not know the span " + text);
        }
    }

    private static String text(Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case IntValue(long number) -> Long.toString(number);
            default -> throw new IllegalStateException("a hunting row with a " + value.kind());
        };
    }

    private static String lower(Value value) {
        return text(value).toLowerCase(Locale.ROOT);
    }
}
