package dev.tocsin.interpreter;

import dev.tocsin.connector.Check;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.interpreter.ActionFrame.Stage;
import dev.tocsin.interpreter.LostAnswer.Found;
import dev.tocsin.program.CheckNode;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Finds out what became of a change whose answer was lost, by the {@link Check} of its operation.
 *
 * <p>It looks twice: at once, because most often the change is there to be seen and the run can go
 * on; and, where the first look shows nothing, once more after {@link #LATE}, because a service may
 * show only late what it has done. The second look comes right before the repeat, and after the
 * pause that the repeat has anyway. So a change is never sent again on the word of a look that may
 * have come too early, and every further attempt of the step is preceded by a fresh look.
 *
 * <p>A look is a read: it is tried again like one, it does no harm under {@code retry: none}, and
 * it ends with the time of the step. What no look can tell ends the step with {@code
 * outcomeUnknown}.
 */
final class Lookups {

    /**
     * How long a service may take to show what it has done. Long for a search index, short for
     * somebody who waits for a device to be cut off.
     */
    static final Duration LATE = Duration.ofSeconds(10);

    private final Turn turn;

    Lookups(Turn turn) {
        this.turn = turn;
    }

    /** An answer was lost just now. */
    @Nullable Frame begin(ActionFrame frame, LostAnswer lost) {
        frame.lost = lost;
        frame.lateLook = false;
        frame.mayRepeat = false;
        frame.looks = 0;
        return look(frame);
    }

    /** The pause before a repeat is over, and an answer was lost at some time before. */
    @Nullable Frame beforeRepeat(ActionFrame frame) {
        frame.mayRepeat = true;
        return lookAgain(frame);
    }

    /** A look late enough to be believed. */
    @Nullable Frame lookAgain(ActionFrame frame) {
        frame.lateLook = true;
        frame.looks = 0;
        return look(frame);
    }

    /** One attempt at a look. */
    @Nullable Frame look(ActionFrame frame) {
        CheckNode check = checkOf(frame);
        frame.stage = Stage.CHECKING;
        frame.looks++;
        MapValue made;
        try {
            made =
                    check.check()
                            .input()
                            .apply(Sealing.opened(frame.input), turn.actions.keyOf(frame));
        } catch (EvaluationException e) {
            Schema of = frame.node.operation().spec().input();
            return untold(frame, "`" + name(check) + "` cannot be asked" + reason(e, of));
        }
        turn.actions.perform(frame, check.look(), Sealing.input(check.look(), made));
        return null;
    }

    /** A look saw something. */
    @Nullable Frame answered(ActionFrame frame, Value answer) {
        CheckNode node = checkOf(frame);
        Value result;
        try {
            result = resultIn(SecretValue.openAll(answer), frame, node.check());
        } catch (EvaluationException e) {
            String reason =
                    frame.node.operation().spec().input().marksSecrets()
                            ? ""
                            : reason(e, node.look().spec().output());
            return untold(frame, "`" + name(node) + "` gave what cannot be read" + reason);
        }
        if (result == null) {
            return nothingSeen(frame);
        }
        tell(frame, Found.DONE);
        return turn.actions.done(frame, Sealing.result(frame.node, result));
    }

    /**
     * What the change would have answered; null where it is not seen to be done. What is taken over
     * from the input stays as secret as it was.
     */
    private static @Nullable Value resultIn(Value seen, ActionFrame frame, Check check) {
        return check.done().test(Sealing.opened(frame.input), seen)
                ? frame.node.operation().spec().complete(check.result().apply(frame.input, seen))
                : null;
    }

    /** The words of an error quote values, so those over secrets are kept back. */
    private static String reason(EvaluationException e, Schema of) {
        return of.marksSecrets() ? "" : ": " + e.text();
    }

    private @Nullable Frame nothingSeen(ActionFrame frame) {
        LostAnswer lost = lostOf(frame);
        if (!frame.lateLook) {
            return lookLater(frame, lost);
        }
        tell(frame, Found.NOT_DONE);
        Failure told = lost.failure().as(lost.failure().kind(), words(lost) + "; looked: not done");
        if (!frame.mayRepeat) {
            return turn.actions.fail(frame, told);
        }
        if (lost.attempt() == frame.attempts) {
            turn.trace.retrying(frame.above(), frame.node, told, lost.attempt());
        }
        turn.actions.attempt(frame);
        return null;
    }

    private @Nullable Frame lookLater(ActionFrame frame, LostAnswer lost) {
        Duration repeat =
                RetryRule.afterLookup(
                        frame.node, lost.failure(), frame.attempts, turn.actions.seedOf(frame));
        frame.mayRepeat = repeat != null && !turn.actions.passesDeadline(frame, repeat);
        Duration pause =
                repeat != null && frame.mayRepeat && repeat.compareTo(LATE) > 0 ? repeat : LATE;
        if (turn.actions.passesDeadline(frame, pause)) {
            return untold(
                    frame, "nothing was seen at once, and the step has no time to look later");
        }
        turn.actions.pause(frame, Stage.CHECK_PAUSING, pause);
        return null;
    }

    /** An attempt at a look failed. */
    @Nullable Frame refused(ActionFrame frame, Failure failure) {
        Failure told =
                failure.as(failure.kind(), "looking whether it was done: " + failure.message());
        return turn.actions.backedOffLook(frame, told, Stage.CHECK_BACKING_OFF)
                ? null
                : untold(frame, failure.message());
    }

    /** The step is left before it is known; it may be left more than once until it is gone. */
    void abandoned(ActionFrame frame) {
        if (frame.stage.isCheck() && frame.override == null) {
            tell(frame, Found.UNKNOWN);
        }
    }

    private @Nullable Frame untold(ActionFrame frame, String why) {
        tell(frame, Found.UNKNOWN);
        LostAnswer lost = lostOf(frame);
        String message = words(lost) + "; whether it was done could not be looked up: " + why;
        return turn.actions.fail(frame, lost.failure().as(ErrorKind.OUTCOME_UNKNOWN, message));
    }

    private void tell(ActionFrame frame, Found found) {
        turn.trace.lookedUp(frame.above(), frame.node, lostOf(frame), found);
    }

    private static String words(LostAnswer lost) {
        return lost.failure().message();
    }

    private static String name(CheckNode check) {
        return check.look().spec().name();
    }

    private static CheckNode checkOf(ActionFrame frame) {
        CheckNode check = frame.node.check();
        if (check == null) {
            throw new IllegalStateException(frame.path() + " has nothing to look with");
        }
        return check;
    }

    private static LostAnswer lostOf(ActionFrame frame) {
        LostAnswer lost = frame.lost;
        if (lost == null) {
            throw new IllegalStateException(frame.path() + " has lost no answer");
        }
        return lost;
    }
}
