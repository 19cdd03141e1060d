package dev.tocsin.host;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one step of a run.
 *
 * @param path {@code steps[3].then[0]}
 * @param id null where the author gave none
 * @param kind the kind key of the step
 * @param status {@code succeeded}, {@code failed}, {@code skipped} or {@code cancelled}
 * @param error the error map, or null
 * @param attempts how often its operation was asked for
 * @param lookups what became of changes whose answer was lost, in order; mostly empty
 */
public record StepRecord(
        String path,
        @Nullable String id,
        String kind,
        String status,
        Value input,
        Value result,
        @Nullable MapValue error,
        int attempts,
        List<Lookup> lookups) {

    /**
     * A change whose answer was lost, and what was found by looking.
     *
     * @param attempt which attempt lost it, from 1
     * @param kind of the error that stood in for the answer
     * @param found {@code done}, {@code notDone} or {@code unknown}
     */
    public record Lookup(int attempt, String kind, String message, String found) {

        MapValue toValue() {
            return MapValue.builder()
                    .put("attempt", attempt)
                    .put("kind", kind)
                    .put("message", message)
                    .put("found", found)
                    .build();
        }
    }

    public StepRecord {
        lookups = List.copyOf(lookups);
    }

    /** As {@code schema/run-record.schema.json} says. */
    MapValue toValue() {
        MapValue.Builder record = MapValue.builder();
        record.put("path", path)
                .put("id", id == null ? NullValue.NULL : new StringValue(id))
                .put("kind", kind)
                .put("status", status)
                .put("input", input)
                .put("result", result)
                .put("error", error == null ? NullValue.NULL : error)
                .put("attempts", attempts);
        if (!lookups.isEmpty()) {
            List<Value> list = new ArrayList<>(lookups.size());
            for (Lookup lookup : lookups) {
                list.add(lookup.toValue());
            }
            record.put("lookups", new ListValue(list));
        }
        return record.build();
    }
}
