package dev.tocsin.interpreter;

import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a step that ended.
 *
 * @param input what it was given; null value where it takes nothing
 * @param result what it gave; null value unless it succeeded
 * @param error why it failed, or null
 * @param attempts how often its operation was asked for; 0 where it has none
 */
public record StepEnd(
        StepStatus status, Value input, Value result, @Nullable RunError error, int attempts) {

    static final StepEnd SKIPPED =
            new StepEnd(StepStatus.SKIPPED, NullValue.NULL, NullValue.NULL, null, 0);

    static StepEnd succeeded(Value input, Value result, int attempts) {
        return new StepEnd(StepStatus.SUCCEEDED, input, result, null, attempts);
    }

    static StepEnd failed(Value input, RunError error, int attempts) {
        return new StepEnd(StepStatus.FAILED, input, NullValue.NULL, error, attempts);
    }

    static StepEnd cancelled(Value input, int attempts) {
        return new StepEnd(StepStatus.CANCELLED, input, NullValue.NULL, null, attempts);
    }
}
