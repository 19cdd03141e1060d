package dev.tocsin.interpreter;

import dev.tocsin.value.Value;

/** Why steps are left before the last of them: what unwinds frames. */
sealed interface Exit {

    /** An error looks for somebody who handles it. */
    record Raised(RunError error) implements Exit {}

    /** {@code next}: to the innermost loop. */
    record Next(Value result) implements Exit {}

    /** {@code stop}: to the innermost loop. */
    record Stop(Value result) implements Exit {}

    /** {@code return}: to the end of the playbook. */
    record Return(Value outputs) implements Exit {}

    /** {@code cancel}, or from outside: to the end of the run; cannot be caught. */
    record Cancelled(String reason) implements Exit {}
}
