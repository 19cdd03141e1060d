package dev.tocsin.interpreter;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * Advances runs. Stateless and thread-safe; a run itself belongs to one thread at a time.
 *
 * <p>Steps that touch nothing outside run on at full speed inside one call. After {@value
 * Turn#MAX_STEPS} of them the core asks to be continued, so that one run cannot starve others.
 */
public final class Interpreter {

    private Interpreter() {}

    /**
     * Takes in one event and goes as far as it can.
     *
     * @param commands told of each command in order; must not call back
     * @param trace told of each step
     */
    public static void advance(
            RunState state, Event event, Consumer<Command> commands, Trace trace) {
        if (state.outcome != null) {
            return;
        }
        state.evaluation.restart(event.at());
        Turn turn = new Turn(state, commands, trace, event.at());
        switch (event) {
            case Event.Started _ -> turn.start();
            case Event.Completed completed -> turn.actions.completed(completed);
            case Event.Failed failed -> turn.actions.failed(failed);
            case Event.ChildEnded ended -> turn.calls.ended(ended);
            case Event.TimerFired fired -> turn.timers.fired(fired.timer());
            case Event.CalledBack called -> turn.waits.calledBack(called);
            case Event.Cancelled cancelled ->
                    turn.cancellation.cancelRun(new Exit.Cancelled(cancelled.reason()));
            case Event.Answered answered -> turn.questions.answered(answered);
            case Event.Continued _ -> {}
        }
        turn.run();
    }

    /**
     * Why {@link #advance} would ignore an answer: the question is not open (any more), or the
     * answer is none that it takes. Changes nothing, so a host asks first and tells the person.
     *
     * @return lower case, no full stop; null if the answer would be taken
     */
    public static @Nullable String refusal(RunState state, Event.Answered answered) {
        AskFrame frame = state.questions.get(answered.question());
        return frame == null
                ? "the question is not open any more"
                : frame.ballot.refusal(answered.answer());
    }

    /** Whether a callback's token is one of this run. */
    public static boolean takes(RunState state, String token) {
        return state.callbackUrls.idOf(token) != null;
    }
}
