package dev.tocsin.cli;

import dev.tocsin.playbook.Cron;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** When a schedule starts the playbook next, so that a plan shows what a cron expression means. */
final class NextRuns {

    private static final int SHOWN = 3;

    private NextRuns() {}

    /** Empty unless the plan is of a run that a cron expression starts. */
    static List<Instant> of(@Nullable Start start, Playbook playbook, Instant now) {
        List<Instant> times = new ArrayList<>();
        if (start instanceof Start.OfTrigger(Trigger.Schedule schedule)
                && schedule.cron() instanceof Cron cron) {
            ZoneId zone = schedule.zone() == null ? playbook.zone() : schedule.zone();
            Instant time = cron.next(now, zone);
            while (time != null && times.size() < SHOWN) {
                times.add(time);
                time = cron.next(time, zone);
            }
        }
        return times;
    }
}
