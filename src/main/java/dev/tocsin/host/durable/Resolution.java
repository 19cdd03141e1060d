package dev.tocsin.host.durable;

import dev.tocsin.value.Value;

/** What a person says about an operation whose outcome is not known. */
public sealed interface Resolution {

    /**
     * It was done.
     *
     * @param result what the operation would have answered; must fit its output
     */
    record WasDone(Value result) implements Resolution {}

    /** It is to be sent again, although that may do it twice. */
    record Repeat() implements Resolution {}

    /** Nobody knows: the step fails with {@code outcomeUnknown}. */
    record GiveUp() implements Resolution {}
}
