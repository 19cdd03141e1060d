package dev.tocsin.service.trigger;

import dev.tocsin.playbook.Cron;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.value.Durations;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How far a schedule has come.
 *
 * @param rule as it was then; with another one, counting begins anew
 * @param handled this time and all before are done with
 * @param succeeded the latest time whose run is known to have succeeded, or null; kept here because
 *     runs are removed one day
 */
record ScheduleCursor(String rule, Instant handled, @Nullable Instant succeeded) {

    /** What a schedule says, as one text. */
    static String rule(Trigger.Schedule schedule, ZoneId zone) {
        Cron cron = schedule.cron();
        return cron != null
                ? cron.text() + " " + zone.getId()
                : "every " + Durations.print(java.util.Objects.requireNonNull(schedule.every()));
    }

    ScheduleCursor handledUpTo(Instant time) {
        return new ScheduleCursor(rule, time, succeeded);
    }

    /** With a time that succeeded, if it is later than what is known. */
    ScheduleCursor succeededAt(@Nullable Instant time) {
        boolean later = time != null && (succeeded == null || time.isAfter(succeeded));
        return later ? new ScheduleCursor(rule, handled, time) : this;
    }

    /** As it stands in the store. */
    String text() {
        Value last = succeeded == null ? NullValue.NULL : new StringValue(succeeded.toString());
        return Json.write(
                MapValue.builder()
                        .put("rule", rule)
                        .put("handled", handled.toString())
                        .put("succeeded", last)
                        .build());
    }

    /** What {@link #text} gave; null for anything else, so that counting begins anew. */
    static @Nullable ScheduleCursor parse(String text) {
        try {
            if (Json.parse(text) instanceof MapValue map) {
                String rule = map.text("rule");
                String handled = map.text("handled");
                String succeeded = map.text("succeeded");
                if (rule != null && handled != null) {
                    return new ScheduleCursor(
                            rule,
                            Instant.parse(handled),
                            succeeded == null ? null : Instant.parse(succeeded));
                }
            }
        } catch (JsonException | DateTimeException _) {
            // Whatever it is, it says nothing about this schedule.
        }
        return null;
    }
}
