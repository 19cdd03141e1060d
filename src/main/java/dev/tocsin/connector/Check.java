package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

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
 * @param done from the input of the change and a result of {@code operation}: whether that shows
 *     that it was done, by this change and not by a like one of somebody else; throws {@link
 *     dev.tocsin.expression.EvaluationException} where the result tells neither
 * @param result from the same to what the change would have answered, secrets of the input still
 *     sealed; throws the same where it cannot tell
 */
public record Check(
        String operation,
        BiFunction<MapValue, String, MapValue> input,
        BiPredicate<MapValue, Value> done,
        BiFunction<MapValue, Value, Value> result) {

    /**
     * One of a connector in Java.
     *
     * @param input null where the step left out what a look needs
     * @param missing what to write then, lower case, no full stop
     * @param result null where a result of {@code operation} shows that it was not done
     */
    public static Check by(
            String operation,
            BiFunction<MapValue, String, @Nullable MapValue> input,
            String missing,
            Function<Value, @Nullable Value> result) {
        return new Check(
                operation,
                (given, key) -> {
                    MapValue asked = input.apply(given, key);
                    if (asked == null) {
                        throw EvaluationException.at(0, 0, missing);
                    }
                    return asked;
                },
                (_, seen) -> result.apply(seen) != null,
                (_, seen) -> {
                    Value done = result.apply(seen);
                    if (done == null) {
                        throw EvaluationException.at(0, 0, "it was not done");
                    }
                    return done;
                });
    }
}
