package dev.tocsin.cli;

import dev.tocsin.value.Durations;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as commands print them: UTC, to the second. */
final class Moment {

    private Moment() {}

    /** {@code 2026-03-02 08:00:12}. */
    static String of(Instant at) {
        return day(at) + " " + time(at);
    }

    /** The same, or the word for none. */
    static String of(@Nullable Instant at, String none) {
        return at == null ? none : of(at);
    }

    /** {@code 2026-03-02}. */
    static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** {@code 08:00:12}. */
    static String time(Instant at) {
        String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return text.substring(text.indexOf('T') + 1, text.length() - 1);
    }

    /** A length in its two largest units, {@code 3h12m}; never negative. */
    static String length(Duration duration) {
        Duration length = duration.isNegative() ? Duration.ZERO : duration;
        Duration rounded =
                length.toDays() > 0
                        ? length.truncatedTo(ChronoUnit.HOURS)
                        : length.toHours() > 0
                                ? length.truncatedTo(ChronoUnit.MINUTES)
                                : length.truncatedTo(ChronoUnit.SECONDS);
        return Durations.print(rounded);
    }
}
