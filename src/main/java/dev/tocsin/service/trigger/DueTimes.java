package dev.tocsin.service.trigger;

import dev.tocsin.playbook.Cron;
import dev.tocsin.playbook.Trigger;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When a schedule starts runs: which of its times have come since the last one that counts as
 * handled, and which of those still start one.
 *
 * @param zone of the cron expression
 */
record DueTimes(Trigger.Schedule schedule, ZoneId zone) {

    /** A time that is handled later than this was missed: the service was down, or stood still. */
    static final Duration PUNCTUAL = Duration.ofMinutes(1);

    /** With {@code missed: all}, not more than so many are made up for at once; the latest ones. */
    static final int MOST_MISSED = 100;

    /**
     * What has come.
     *
     * @param starts the times that start a run, oldest first
     * @param handled the latest time that has come: it and all before it are done with
     * @param passed how many times start none, because they were missed
     */
    record Due(List<Instant> starts, Instant handled, long passed) {}

    /** The first time after {@code after}, or null where none ever comes. */
    @Nullable Instant next(Instant after) {
        Duration every = schedule.every();
        if (every != null) {
            return after.plus(every);
        }
        Cron cron = schedule.cron();
        if (cron == null) {
            throw new IllegalStateException("a schedule has `cron` or `every`");
        }
        return cron.next(after, zone);
    }

    /**
     * What has come by {@code now}.
     *
     * @param handled as the last answer said; the moment it was first seen, for a new schedule
     * @return null where nothing has
     */
    @Nullable Due by(Instant now, Instant handled) {
        List<Instant> late = new ArrayList<>();
        long passed = 0;
        Instant due = next(skipped(now, handled));
        if (due == null || due.isAfter(now)) {
            return null;
        }
        passed += skippedPeriods(now, handled);
        Instant last = due;
        while (due != null && !due.isAfter(now)) {
            late.add(due);
            if (late.size() > MOST_MISSED) {
                late.removeFirst();
                passed++;
            }
            last = due;
            due = next(due);
        }
        boolean punctual = Duration.between(last, now).compareTo(PUNCTUAL) <= 0;
        List<Instant> starts =
                switch (schedule.missed()) {
                    case ALL -> late;
                    case LATEST -> late.subList(late.size() - 1, late.size());
                    case NONE -> punctual ? late.subList(late.size() - 1, late.size()) : List.of();
                };
        return new Due(List.copyOf(starts), last, passed + late.size() - starts.size());
    }

    /** A pause of a second that was not watched for a year would be counted for long. */
    private Instant skipped(Instant now, Instant handled) {
        Duration every = schedule.every();
        return every == null
                ? handled
                : handled.plus(every.multipliedBy(skippedPeriods(now, handled)));
    }

    private long skippedPeriods(Instant now, Instant handled) {
        Duration every = schedule.every();
        if (every == null || now.isBefore(handled)) {
            return 0;
        }
        return Math.max(0, Duration.between(handled, now).dividedBy(every) - MOST_MISSED);
    }
}
