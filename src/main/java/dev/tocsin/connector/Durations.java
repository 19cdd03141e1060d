package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Lengths of time as connector and connections files write them: {@code 500ms}, {@code 10s}. */
final class Durations {

    private Durations() {}

    /**
     * Null where {@code text} is not a number with {@code ms}, {@code s}, {@code m} or {@code h}.
     */
    static @Nullable Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
            digits++;
        }
        int number = number(text.substring(0, digits), 1_000_000);
        if (number < 0) {
            return null;
        }
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> null;
        };
    }

    /** The number that {@code text} writes in ASCII digits, or -1 where there is none up to max. */
    static int number(String text, int max) {
        long number = text.isEmpty() || text.length() > 9 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            number = c < '0' || c > '9' ? -1 : number * 10 + (c - '0');
        }
        return number > max ? -1 : (int) number;
    }
}
