package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

/** Functions that ask how a step ended. Their argument is the id itself, as a quoted text. */
enum StepFunction {
    SUCCEEDED("succeeded", "whether the step ran and succeeded"),
    FAILED("failed", "whether the step ran and failed"),
    SKIPPED("skipped", "whether the step was skipped, by its `when` or by a branch not taken"),
    ERROR("error", "the error of a failed step (`kind`, `message`, `step`), else null"),
    FAILURES("failures", "what went wrong in a `forEach`: a list of `{index, item, error}`");

    private final String word;
    private final String summary;

    StepFunction(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    String word() {
        return word;
    }

    String summary() {
        return summary;
    }

    static @Nullable StepFunction of(String word) {
        return switch (word) {
            case "succeeded" -> SUCCEEDED;
            case "failed" -> FAILED;
            case "skipped" -> SKIPPED;
            case "error" -> ERROR;
            case "failures" -> FAILURES;
            default -> null;
        };
    }

    Type type(Environment.StepBinding step) {
        return switch (this) {
            case SUCCEEDED, FAILED, SKIPPED -> Type.BOOL;
            case ERROR -> step.error().type();
            case FAILURES -> step.failures().type();
        };
    }

    Evaluator load(Environment.StepBinding step) {
        return switch (this) {
            case SUCCEEDED, FAILED, SKIPPED ->
                    new SpelledOut.EqualsText(
                            Loads.of(step.status()), new StringValue(word), false);
            case ERROR -> Loads.of(step.error());
            case FAILURES -> Loads.of(step.failures());
        };
    }
}
