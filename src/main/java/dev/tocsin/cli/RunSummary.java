package dev.tocsin.cli;

import dev.tocsin.store.Reader;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One run of a list.
 *
 * @param reason why it needs attention, failed, was cancelled or skipped; or null
 * @param beganAt when it left its queue, or null
 * @param endedAt or null while it goes on
 * @param dueAt when it goes on by itself, or null
 * @param signal the alert or incident that started it, or null
 */
record RunSummary(
        String id,
        String playbook,
        RunStatus status,
        @Nullable String reason,
        String trigger,
        String startedBy,
        Instant createdAt,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt,
        @Nullable Signal signal) {

    /**
     * What is known of an alert or incident.
     *
     * @param kind {@code alert} or {@code incident}
     * @param id at its source
     * @param title empty where its source gave none
     */
    record Signal(String kind, String source, String id, String title) {

        MapValue toValue() {
            return MapValue.builder()
                    .put("kind", kind)
                    .put("source", source)
                    .put("id", id)
                    .put("title", title)
                    .build();
        }
    }

    /** Of a run in a store. */
    static RunSummary of(RunRow row, Reader reader) throws StoreException {
        Long number = row.signal();
        SignalRow signal = number == null ? null : SignalTable.get(reader, number);
        return new RunSummary(
                row.id(),
                row.playbook(),
                row.status(),
                row.reason(),
                row.trigger(),
                row.startedBy(),
                row.createdAt(),
                row.beganAt(),
                row.endedAt(),
                row.dueAt(),
                signal == null
                        ? null
                        : new Signal(
                                signal.kind(),
                                signal.source(),
                                signal.id(),
                                SignalTitle.of(signal)));
    }

    /** As a service tells it; null where it is none. */
    static @Nullable RunSummary of(Value value) {
        if (!(value instanceof MapValue run)
                || !(run.text("id") instanceof String id)
                || !(run.text("status") instanceof String word)
                || !(Fields.time(run, "createdAt") instanceof Instant created)) {
            return null;
        }
        RunStatus status = RunStatus.of(word);
        return status == null
                ? null
                : new RunSummary(
                        id,
                        Fields.word(run, "playbook"),
                        status,
                        run.text("reason"),
                        Fields.word(run, "trigger"),
                        Fields.word(run, "startedBy"),
                        created,
                        Fields.time(run, "beganAt"),
                        Fields.time(run, "endedAt"),
                        Fields.time(run, "dueAt"),
                        run.get("about") instanceof MapValue signal
                                ? new Signal(
                                        Fields.word(signal, "kind"),
                                        Fields.word(signal, "source"),
                                        Fields.word(signal, "id"),
                                        Fields.word(signal, "title"))
                                : null);
    }

    MapValue toValue() {
        return MapValue.builder()
                .put("id", id)
                .put("playbook", playbook)
                .put("status", status.text())
                .put("reason", Fields.orNull(reason))
                .put("trigger", trigger)
                .put("startedBy", startedBy)
                .put("createdAt", createdAt.toString())
                .put("beganAt", Fields.orNull(beganAt))
                .put("endedAt", Fields.orNull(endedAt))
                .put("dueAt", Fields.orNull(dueAt))
                .put("about", signal == null ? NullValue.NULL : signal.toValue())
                .build();
    }
}
