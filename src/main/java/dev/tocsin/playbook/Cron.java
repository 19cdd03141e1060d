package dev.tocsin.playbook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A cron expression of five fields: minute, hour, day of month, month, day of week. As in crontab
 * (POSIX), a day counts where day of month <em>or</em> day of week fits once both are limited.
 *
 * <p>Where clocks are put forward, what falls into the hour that does not exist fires once, when
 * that hour is over. Where they are put back, what names its hours fires the first time only; what
 * runs in every hour runs in both.
 *
 * @param text as written
 * @param minutes a bit for each minute, 0 to 59
 * @param hours a bit for each hour, 0 to 23
 * @param days a bit for each day of the month, 1 to 31
 * @param months a bit for each month, 1 to 12
 * @param weekdays a bit for each day of the week, 0 (Sunday) to 6
 * @param limitsDays whether {@code days} was given and not {@code *}
 * @param limitsWeekdays whether {@code weekdays} was given and not {@code *}
 */
public record Cron(
        String text,
        long minutes,
        long hours,
        long days,
        long months,
        long weekdays,
        boolean limitsDays,
        boolean limitsWeekdays) {

    /** A leap day may be eight years away (1896 to 1904); nothing else is further. */
    private static final int MAX_DAYS = 9 * 366;

    private static final long EVERY_HOUR = (1L << 24) - 1;

    /** The most days that each month has. */
    private static final int[] LENGTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Whether there is a day on which it fires; {@code 0 0 31 2 *} has none. */
    public boolean everFires() {
        if (limitsWeekdays) {
            return true;
        }
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; has(months, month) && day <= LENGTHS[month - 1]; day++) {
                if (has(days, day)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The first time after {@code after}, or null where it never fires. */
    public @Nullable Instant next(Instant after, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant first = firstOf(after, rules);
        Instant second = hours == EVERY_HOUR ? secondOf(after, first, rules) : null;
        return second == null ? first : second;
    }

    /** Each local time once: the earlier of two, the end of a gap for one that does not exist. */
    private @Nullable Instant firstOf(Instant after, ZoneRules rules) {
        LocalDate today = LocalDateTime.ofInstant(after, rules.getOffset(after)).toLocalDate();
        for (int ahead = 0; ahead <= MAX_DAYS; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (!fits(day)) {
                continue;
            }
            for (int hour = 0; hour < 24; hour++) {
                for (int minute = 0; has(hours, hour) && minute < 60; minute++) {
                    if (has(minutes, minute)) {
                        LocalDateTime local = LocalDateTime.of(day, LocalTime.of(hour, minute));
                        Instant at = instantOf(local, rules);
                        if (at.isAfter(after)) {
                            return at;
                        }
                    }
                }
            }
        }
        return null;
    }

    private static Instant instantOf(LocalDateTime local, ZoneRules rules) {
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return local.toInstant(rules.getOffset(local));
    }

    /**
     * The first time in an hour that happens a second time, where it comes before {@code bound}.
     */
    private @Nullable Instant secondOf(Instant after, @Nullable Instant bound, ZoneRules rules) {
        // No clock was ever put back by more than a day.
        ZoneOffsetTransition transition = rules.nextTransition(after.minus(1, ChronoUnit.DAYS));
        while (transition != null && (bound == null || !transition.getInstant().isAfter(bound))) {
            if (transition.isOverlap()) {
                LocalDateTime local = transition.getDateTimeAfter();
                for (;
                        local.isBefore(transition.getDateTimeBefore());
                        local = local.plusMinutes(1)) {
                    Instant at = local.toInstant(transition.getOffsetAfter());
                    boolean between = at.isAfter(after) && (bound == null || at.isBefore(bound));
                    if (between && fits(local.toLocalDate()) && has(minutes, local.getMinute())) {
                        return at;
                    }
                }
            }
            transition = rules.nextTransition(transition.getInstant());
        }
        return null;
    }

    private boolean fits(LocalDate day) {
        if (!has(months, day.getMonthValue())) {
            return false;
        }
        boolean dayFits = has(days, day.getDayOfMonth());
        boolean weekdayFits = has(weekdays, day.getDayOfWeek().getValue() % 7);
        return limitsDays && limitsWeekdays ? dayFits || weekdayFits : dayFits && weekdayFits;
    }

    private static boolean has(long bits, int bit) {
        return (bits & 1L << bit) != 0;
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
