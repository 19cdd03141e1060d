package dev.tocsin.interpreter;

import dev.tocsin.value.StringValue;

import java.util.Locale;

/** How a step ended. */
public enum StepStatus {
    SUCCEEDED,
    FAILED,
    SKIPPED,
    CANCELLED;

    private final StringValue value = new StringValue(name().toLowerCase(Locale.ROOT));

    /** As in records and for {@code succeeded("id")}. */
    public String word() {
        return value.value();
    }

    StringValue value() {
        return value;
    }
}
