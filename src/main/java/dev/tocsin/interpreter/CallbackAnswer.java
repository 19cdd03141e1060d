package dev.tocsin.interpreter;

/** What becomes of a body that was posted to a callback URL. */
public sealed interface CallbackAnswer {

    /** It is taken: for the step that waits, or kept for the step that will. */
    record Accepted() implements CallbackAnswer {}

    /** The run never gave this URL away. */
    record Unknown() implements CallbackAnswer {}

    /** It does not fit the schema; another may follow. */
    record Unfit(String why) implements CallbackAnswer {}

    /** Another body came before it. */
    record AlreadyTaken() implements CallbackAnswer {}

    /** Nobody waits any more: the step timed out or was left. */
    record TooLate() implements CallbackAnswer {}
}
