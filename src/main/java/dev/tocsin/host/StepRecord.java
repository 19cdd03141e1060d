package dev.tocsin.host;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of one step of a run.
 *
 * @param path {@code steps[3].then[0]}
 * @param id null where the author gave none
 * @param kind the kind key of the step
 * @param status {@code succeeded}, {@code failed}, {@code skipped} or {@code cancelled}
 * @param error the error map, or null
 * @param attempts how often its operation was asked for
 */
public record StepRecord(
        String path,
        @Nullable String id,
        String kind,
        String status,
        Value input,
        Value result,
        @Nullable MapValue error,
        int attempts) {

    /** As {@code schema/run-record.schema.json} says. */
    MapValue toValue() {
        return MapValue.builder()
                .put("path", path)
                .put("id", id == null ? NullValue.NULL : new StringValue(id))
                .put("kind", kind)
                .put("status", status)
                .put("input", input)
                .put("result", result)
                .put("error", error == null ? NullValue.NULL : error)
                .put("attempts", attempts)
                .build();
    }
}
