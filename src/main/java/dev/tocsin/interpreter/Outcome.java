package dev.tocsin.interpreter;

import dev.tocsin.value.Value;

/** How a run ended. */
public sealed interface Outcome {

    /** With outputs, a map. */
    record Succeeded(Value outputs) implements Outcome {}

    /** With an error that nothing handled. */
    record Failed(RunError error) implements Outcome {}

    /** By a {@code cancel} step or from outside. */
    record Cancelled(String reason) implements Outcome {}
}
