package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Event;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the host itself keeps of a run, beside what the core does. Owned by the run's thread. */
final class RunMemory {

    /** Number and time of the last row. */
    long seq;

    Instant at = Instant.EPOCH;

    /** Up to which row there is a snapshot. */
    long snapshotSeq;

    /** An event that a retried run begins with; null once it happened. */
    @Nullable Pending pending;

    /** An event for one of the runs. */
    record Pending(long sub, Event event) {}

    /** Whether its end was asked for. */
    boolean cancelled;

    /** Keys of the containments that the gate let pass, or people did. */
    final Set<String> passed = new HashSet<>(0);

    final SameResults same = new SameResults();

    MapValue write(OpenRun open) {
        List<Value> attempts = new ArrayList<>();
        for (OpenAttempt attempt : open.attempts()) {
            attempts.add(
                    MapValue.builder()
                            .put(RowBody.SUB, attempt.handle.sub())
                            .put(RowBody.ATTEMPT, attempt.handle.number())
                            .put(RowBody.GENERATION, attempt.generation)
                            .put("state", attempt.state.name().toLowerCase(Locale.ROOT))
                            .put(RowBody.WHY, attempt.why)
                            .build());
        }
        List<Value> keys = new ArrayList<>();
        new TreeSet<>(passed).forEach(key -> keys.add(new StringValue(key)));
        return MapValue.builder()
                .put("at", at.toString())
                .put(RowBody.GENERATION, open.generation())
                .put("cancelled", cancelled)
                .put("passed", new ListValue(keys))
                .put("same", same.write())
                .put(RowBody.ATTEMPTS, new ListValue(attempts))
                .build();
    }

    /** The opposite of {@link #write}; marks the attempts of {@code open}. */
    static RunMemory read(MapValue stored, long seq, OpenRun open) {
        RunMemory memory = new RunMemory();
        memory.seq = seq;
        memory.snapshotSeq = seq;
        memory.at = Instant.parse(text(stored, "at"));
        open.setGeneration(number(stored, RowBody.GENERATION));
        memory.cancelled = dev.tocsin.value.BoolValue.TRUE.equals(stored.get("cancelled"));
        for (Value key : list(stored, "passed")) {
            memory.passed.add(((StringValue) key).value());
        }
        if (stored.get("same") instanceof MapValue same) {
            memory.same.read(same);
        }
        for (Value one : list(stored, RowBody.ATTEMPTS)) {
            MapValue map = (MapValue) one;
            OpenAttempt attempt = open.attempt(handle(map));
            if (attempt != null) {
                attempt.state =
                        OpenAttempt.State.valueOf(text(map, "state").toUpperCase(Locale.ROOT));
                attempt.why = text(map, RowBody.WHY);
                attempt.generation = number(map, RowBody.GENERATION);
            }
        }
        return memory;
    }

    static Handle handle(MapValue map) {
        return new Handle(number(map, RowBody.SUB), number(map, RowBody.ATTEMPT));
    }

    static MapValue of(OpenAttempt attempt) {
        return MapValue.builder()
                .put(RowBody.SUB, attempt.handle.sub())
                .put(RowBody.ATTEMPT, attempt.handle.number())
                .build();
    }

    static List<Value> list(MapValue map, String key) {
        return map.get(key) instanceof ListValue(List<Value> items) ? items : List.of();
    }

    static String text(MapValue map, String key) {
        String text = map.text(key);
        if (text == null) {
            throw new StoredFormatException("`" + key + "` is missing in a row of a journal");
        }
        return text;
    }

    /** 0 where there is none. */
    static long number(MapValue map, String key) {
        return map.get(key) instanceof IntValue(long number) ? number : 0;
    }
}
