package dev.tocsin.connector;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * How to find out whether a change was done whose answer was lost.
 *
 * @param operation the read operation of the same connector that looks
 * @param input from the input of the change and its idempotency key to the input of {@code
 *     operation}
 * @param done from the input of the change and a result of {@code operation}: whether that shows
 *     that it was done
 * @param result from the same to what the change would have answered
 */
public record Check(
        String operation,
        BiFunction<MapValue, String, MapValue> input,
        BiPredicate<MapValue, Value> done,
        BiFunction<MapValue, Value, Value> result) {}
