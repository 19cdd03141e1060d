package dev.tocsin.connector;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How to find out whether a change was done whose answer was lost. Secrets come opened, as into the
 * operations themselves; the output schema of the change marks those of the result.
 *
 * <p>A service may show late what it has done, so a {@code done} that does not hold is believed
 * only once it did not hold a while later too.
 *
 * @param operation the read operation of the same connector that looks
 * @param input from the input of the change and its idempotency key to the input of {@code
 *     operation}
 * @param done whether a result of {@code operation} shows that it was done, by this change and not
 *     by a like one of somebody else; throws {@link dev.tocsin.expression.EvaluationException}
 *     where the result tells neither
 * @param result from that result to what the change would have answered; throws the same where it
 *     cannot tell
 */
public record Check(
        String operation,
        BiFunction<MapValue, String, MapValue> input,
        Predicate<Value> done,
        Function<Value, Value> result) {}
