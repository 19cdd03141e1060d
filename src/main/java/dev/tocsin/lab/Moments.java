package dev.tocsin.lab;

import dev.tocsin.value.Durations;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as people write them in a scenario: {@code now}, {@code 20m ago}, {@code in 3d}, {@code
 * 2026-03-02T07:40:00Z}, {@code 2026-03-02}. They become what {@link RelativeTimes} reads, because
 * a scenario is read before the lab that it is for has a clock.
 */
final class Moments {

    private static final String AGO = " ago";
    private static final String IN = "in ";

    private Moments() {}

    /** {@code now-PT20M}, or an RFC 3339 time; null where the text is no time. */
    static @Nullable String of(String text) {
        if (text.equals("now")) {
            return "now-PT0S";
        }
        if (text.endsWith(AGO)) {
            return relative("now-", text.substring(0, text.length() - AGO.length()));
        }
        if (text.startsWith(IN)) {
            return relative("now+", text.substring(IN.length()));
        }
        LocalDateTime time = local(text);
        return time == null ? null : time.toInstant(ZoneOffset.UTC).toString();
    }

    /** The same moved later by a length of time, which may be negative. */
    static String later(String moment, Duration by) {
        if (!moment.startsWith("now")) {
            return Instant.parse(moment).plus(by).toString();
        }
        Duration before = Duration.parse(moment.substring("now-".length()));
        Duration after = moment.charAt(3) == '+' ? before.plus(by) : by.minus(before);
        return after.isPositive() ? "now+" + after : "now-" + after.negated();
    }

    /** A date, with or without a time of day; null where it is none. */
    static @Nullable LocalDateTime local(String text) {
        try {
            String bare = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
            return bare.indexOf('T') < 0
                    ? LocalDate.parse(bare).atStartOfDay()
                    : LocalDateTime.parse(bare);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable String relative(String prefix, String length) {
        Duration duration = Durations.parse(length);
        return duration == null ? null : prefix + duration;
    }
}
