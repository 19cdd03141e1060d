package dev.tocsin.connector;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How to find out whether a change was done whose answer was lost.
 *
 * @param operation the read operation of the same connector that looks
 * @param input from the input of the change and its idempotency key to the input of {@code
 *     operation}
 * @param done whether a result of {@code operation} shows that it was done
 * @param result from that result to what the change would have answered
 */
public record Check(
        String operation,
        BiFunction<MapValue, String, MapValue> input,
        Predicate<Value> done,
        Function<Value, Value> result) {}
