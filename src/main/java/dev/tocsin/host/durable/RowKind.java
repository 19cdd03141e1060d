package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Event;

/** The kinds of rows in the journal that are no events of the core, and the words of all. */
final class RowKind {

    /** What the run was started with; always the first row. */
    static final String CREATED = "created";

    /** An earlier process stopped while operations were under way. */
    static final String RESTARTED = "restarted";

    /** What became of an operation is not known. */
    static final String UNKNOWN = "unknown";

    /** Attempts go out that were held, unsent or unknown. */
    static final String RELEASED = "released";

    /** Attempts did not go out because the process was about to stop. */
    static final String UNSENT = "unsent";

    /** An answer came that nobody waited for any more. */
    static final String LATE = "late";

    /** The run could not be taken up. */
    static final String STUCK = "stuck";

    /** Somebody wants it to be tried again. */
    static final String RESUMED = "resumed";

    /** The rows before are those of an earlier run. */
    static final String RETRIED = "retried";

    /** A held containment was given up by its step. */
    static final String WITHDRAWN = "withdrawn";

    private RowKind() {}

    /** The word of an event of the core. */
    static String of(Event event) {
        return switch (event) {
            case Event.Started _ -> "started";
            case Event.Completed _ -> "completed";
            case Event.Failed _ -> "failed";
            case Event.TimerFired _ -> "timerFired";
            case Event.ChildEnded _ -> "childEnded";
            case Event.CalledBack _ -> "calledBack";
            case Event.Answered _ -> "answered";
            case Event.Cancelled _ -> "cancelled";
            case Event.Continued _ -> "continued";
        };
    }
}
