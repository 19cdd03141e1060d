package dev.tocsin.service.question;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, in UTC: whoever reads may be anywhere. */
final class Moments {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Moments() {}

    /** {@code 2 March 2026, 08:30 UTC}. */
    static String of(Instant instant) {
        return DAY_AND_TIME.format(instant);
    }

    /** How long it is until then: {@code 25 minutes}, {@code 3 hours}; rounded down. */
    static String until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        if (left.toMinutes() < 1) {
            return "less than a minute";
        }
        if (left.toHours() < 2) {
            return counted(left.toMinutes(), "minute");
        }
        return left.toDays() < 2 ? counted(left.toHours(), "hour") : counted(left.toDays(), "day");
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
