package dev.tocsin.expression;

import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Points in time and lengths of time, from text; the ranges are those of cel-spec. */
final class Instants {

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final long MAX_SECONDS = 315_576_000_000L;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private Instants() {}

    /** The point in time that an RFC 3339 text names, or null where it names none. */
    static @Nullable Instant parse(String text) {
        // A text that is no date must be told apart quickly: every `==` with a time asks.
        if (text.length() < 17
                || text.length() > 40
                || text.charAt(4) != '-'
                || text.charAt(10) != 'T' && text.charAt(10) != 't') {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return inRange(instant) ? instant : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** What an operator that needs a point in time takes a value for, or null. */
    static @Nullable Instant of(Value value) {
        return switch (value) {
            case TimestampValue(Instant instant) -> instant;
            case StringValue(String text) -> parse(text);
            default -> null;
        };
    }

    static boolean inRange(Instant instant) {
        return !instant.isBefore(MIN) && !instant.isAfter(MAX);
    }

    static boolean inRange(Duration length) {
        return Math.abs(length.getSeconds()) <= MAX_SECONDS;
    }

    /**
     * A length of time like {@code 90s}, {@code 1h30m}, {@code 2d}, {@code 1.5h}, {@code -5m};
     * units {@code d h m s ms us ns}. Null where the text is none.
     */
    static @Nullable Duration parseLength(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.length() > 64 || at == text.length()) {
            return null;
        }
        if (text.substring(at).equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        while (at < text.length()) {
            int unit = at;
            while (unit < text.length() && isNumberPart(text.charAt(unit))) {
                unit++;
            }
            int end = unit;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            long factor = nanosIn(text.substring(unit, end));
            String number = text.substring(at, unit);
            if (factor == 0 || number.isEmpty() || number.indexOf('.') != number.lastIndexOf('.')) {
                return null;
            }
            if (number.equals(".")) {
                return null;
            }
            nanos = nanos.add(new BigDecimal(number).multiply(BigDecimal.valueOf(factor)));
            at = end;
        }
        BigInteger whole = nanos.toBigInteger();
        BigInteger[] parts = whole.divideAndRemainder(BILLION);
        if (parts[0].bitLength() > 62) {
            return null;
        }
        Duration length = Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
        if (!inRange(length)) {
            return null;
        }
        return text.startsWith("-") ? length.negated() : length;
    }

    private static boolean isNumberPart(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static long nanosIn(String unit) {
        return switch (unit) {
            case "d" -> 86_400_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us", "µs" -> 1_000L;
            case "ns" -> 1L;
            default -> 0;
        };
    }
}
