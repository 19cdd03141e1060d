package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

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
        Function<Value, Value> result) {

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
                seen -> result.apply(seen) != null,
                seen -> {
                    Value done = result.apply(seen);
                    if (done == null) {
                        throw EvaluationException.at(0, 0, "it was not done");
                    }
                    return done;
                });
    }
}
