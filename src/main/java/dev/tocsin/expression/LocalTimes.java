package dev.tocsin.expression;

import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Points in time of people's clocks. Where a clock is set forward, a time that it leaves out counts
 * as so much later; where it is set back, the first of the two is meant ({@link
 * java.time.ZonedDateTime#ofLocal}).
 */
final class LocalTimes {

    private LocalTimes() {}

    static Value instant(Arguments arguments, ZoneId zone) {
        String text = arguments.text(0);
        Instant instant = text.length() > 100 ? null : parse(arguments, text, zone);
        if (instant == null || !Instants.inRange(instant)) {
            throw arguments.fail(
                    0,
                    arguments.has(2)
                            ? "does not fit the pattern"
                            : "is no date and time, like `2026-03-01 09:30`");
        }
        return new TimestampValue(instant);
    }

    static Value startOfDay(Arguments arguments, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(arguments.instant(0), zone);
        Instant start = day.atStartOfDay(zone).toInstant();
        if (!Instants.inRange(start)) {
            throw arguments.fail(0, "lies on a day that begins before the year 1");
        }
        return new TimestampValue(start);
    }

    private static @Nullable Instant parse(Arguments arguments, String text, ZoneId zone) {
        if (!arguments.has(2)) {
            Instant absolute = Instants.parse(text);
            if (absolute != null) {
                return absolute;
            }
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                        : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
            } catch (DateTimeException _) {
                return null;
            }
        }
        DateTimeFormatter pattern = pattern(arguments, 2);
        try {
            TemporalAccessor read =
                    pattern.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (read) {
                case OffsetDateTime absolute -> absolute.toInstant();
                case LocalDateTime local -> local.atZone(zone).toInstant();
                default -> LocalDate.from(read).atStartOfDay(zone).toInstant();
            };
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** The pattern that an argument spells out, as {@code DateTimeFormatter} reads it. */
    static DateTimeFormatter pattern(Arguments arguments, int index) {
        String pattern = arguments.text(index);
        if (pattern.length() > 100) {
            throw arguments.fail(index, "is too long for a pattern");
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException _) {
            throw arguments.fail(index, "is no pattern for a time, like `yyyy-MM-dd HH:mm`");
        }
    }
}
