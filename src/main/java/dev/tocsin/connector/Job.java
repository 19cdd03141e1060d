package dev.tocsin.connector;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How to follow what an operation only starts; used by {@code await}.
 *
 * @param operation the read operation of the same connector that looks at the job
 * @param pollInput from the starting input and the starting result to the input of {@code
 *     operation}
 * @param state from a result of {@code operation} to where the job stands
 * @param pause before the first look
 * @param longestPause pauses double up to this
 */
public record Job(
        String operation,
        BiFunction<MapValue, Value, MapValue> pollInput,
        Function<Value, State> state,
        Duration pause,
        Duration longestPause) {

    /** Where a job stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }
}
