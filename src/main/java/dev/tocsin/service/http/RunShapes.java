package dev.tocsin.service.http;

import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.RunRow;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Rows of the store as routes give them; the shapes {@code Run} and {@code Question}. */
final class RunShapes {

    private RunShapes() {}

    static MapValue.Builder run(RunRow row) {
        MapValue.Builder run =
                MapValue.builder()
                        .put("id", row.id())
                        .put("playbook", row.playbook())
                        .put("trigger", row.trigger())
                        .put("status", row.status().text())
                        .put("reason", text(row.reason()))
                        .put("startedBy", row.startedBy())
                        .put("createdAt", row.createdAt().toString())
                        .put("beganAt", time(row.beganAt()))
                        .put("endedAt", time(row.endedAt()))
                        .put("dueAt", time(row.dueAt()));
        Long signal = row.signal();
        return signal == null ? run.put("signal", NullValue.NULL) : run.put("signal", signal);
    }

    /**
     * A question.
     *
     * @param run the id of the run that asks
     */
    static MapValue.Builder question(QuestionRow row, String run, String playbook) {
        return MapValue.builder()
                .put("id", row.id())
                .put("run", run)
                .put("playbook", playbook)
                .put("kind", row.kind().text())
                .put("status", row.status().text())
                .put("askedAt", row.askedAt().toString())
                .put("expiresAt", time(row.expiresAt()));
    }

    private static Value text(@Nullable String text) {
        return text == null ? NullValue.NULL : new StringValue(text);
    }

    private static Value time(@Nullable Instant time) {
        return text(time == null ? null : time.toString());
    }
}
