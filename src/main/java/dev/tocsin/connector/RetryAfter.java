package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header of that name: seconds, also with a fraction (Graph), or a date (RFC 9110 10.2.3). */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** From zero to a day; null where there is no header or no sense in it. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank() || header.length() > 40) {
            return null;
        }
        String text = header.strip();
        try {
            Duration pause =
                    Character.digit(text.charAt(0), 10) >= 0
                            ? seconds(text)
                            : Duration.between(
                                    now,
                                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            return pause.isNegative()
                    ? Duration.ZERO
                    : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
            return null;
        }
    }

    // An exponent could ask for a number of a billion digits.
    private static Duration seconds(String text) {
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new NumberFormatException(text);
        }
        BigDecimal seconds = new BigDecimal(text);
        if (seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            return LONGEST;
        }
        BigDecimal millis = seconds.movePointRight(3);
        return Duration.ofMillis(millis.setScale(0, RoundingMode.UP).longValueExact());
    }
}
