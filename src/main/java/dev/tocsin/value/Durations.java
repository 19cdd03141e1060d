package dev.tocsin.value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Lengths of time as people write them in playbooks: {@code 1h30m}, {@code 1.5s}, {@code 2d}. Units
 * are {@code d} (24 hours), {@code h}, {@code m}, {@code s} and {@code ms}, in any order; parts add
 * up. Never negative, and at most {@link #LONGEST}.
 */
public final class Durations {

    /** Ten years of 365 days; beyond it a number is a slip of the finger. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final long LONGEST_NANOS = LONGEST.toNanos();

    /** A number with more is not looked at: its product could cost more than it is worth. */
    private static final int MOST_DIGITS = 18;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Durations() {}

    /**
     * Reads a length of time; fractions of a nanosecond are cut off.
     *
     * @return null where the text is no length of time or a longer one than {@link #LONGEST}
     */
    public static @Nullable Duration parse(String text) {
        if (!isWritten(text)) {
            return null;
        }
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int unit = endOfNumber(text, at);
            int end = endOfUnit(text, unit);
            if (unit - at > MOST_DIGITS) {
                return null;
            }
            long nanos = nanos(text, at, unit, nanosPerUnit(text.substring(unit, end)));
            if (nanos > LONGEST_NANOS) {
                return null;
            }
            sum = sum.plusNanos(nanos);
            at = end;
        }
        return sum.compareTo(LONGEST) > 0 ? null : sum;
    }

    /** In whole numbers, because to load BigDecimal takes 9 ms; more than the longest is cut. */
    private static long nanos(String text, int from, int to, long perUnit) {
        int point = text.indexOf('.', from);
        int end = point < 0 || point > to ? to : point;
        long whole = Long.parseLong(text, from, end, 10);
        if (whole > LONGEST_NANOS / perUnit) {
            return Long.MAX_VALUE;
        }
        long fraction = 0;
        for (int i = to - 1; i > end; i--) {
            fraction = ((text.charAt(i) - '0') * perUnit + fraction) / 10;
        }
        return whole * perUnit + fraction;
    }

    /** Whether a text has the form of a length of time, be it as long as it may. */
    public static boolean isWritten(String text) {
        int at = 0;
        while (at < text.length()) {
            int unit = endOfNumber(text, at);
            int end = endOfUnit(text, unit);
            if (unit == at || nanosPerUnit(text.substring(unit, end)) == 0) {
                return false;
            }
            at = end;
        }
        return !text.isEmpty();
    }

    /** The shortest usual form, which reads back to the same length: {@code 1h30m}. */
    public static String print(Duration duration) {
        StringBuilder out = new StringBuilder();
        append(out, duration.toDays(), "d");
        append(out, duration.toHoursPart(), "h");
        append(out, duration.toMinutesPart(), "m");
        long nanos = duration.toSecondsPart() * NANOS_PER_SECOND + duration.toNanosPart();
        if (nanos % NANOS_PER_MILLI == 0) {
            append(out, nanos / NANOS_PER_SECOND, "s");
            append(out, nanos % NANOS_PER_SECOND / NANOS_PER_MILLI, "ms");
        } else {
            BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
            out.append(seconds.toPlainString()).append('s');
        }
        return out.isEmpty() ? "0s" : out.toString();
    }

    private static void append(StringBuilder out, long number, String unit) {
        if (number > 0) {
            out.append(number).append(unit);
        }
    }

    /** Past digits with at most one point among them; {@code from} where there is no number. */
    private static int endOfNumber(String text, int from) {
        int end = endOfDigits(text, from);
        if (end > from && end < text.length() && text.charAt(end) == '.') {
            int fractionEnd = endOfDigits(text, end + 1);
            return fractionEnd > end + 1 ? fractionEnd : from;
        }
        return end;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int endOfUnit(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
            end++;
        }
        return end;
    }

    private static long nanosPerUnit(String unit) {
        return switch (unit) {
            case "ms" -> NANOS_PER_MILLI;
            case "s" -> NANOS_PER_SECOND;
            case "m" -> 60 * NANOS_PER_SECOND;
            case "h" -> 3600 * NANOS_PER_SECOND;
            case "d" -> 86_400 * NANOS_PER_SECOND;
            default -> 0;
        };
    }
}
