package dev.tocsin.interpreter;

import dev.tocsin.connector.Operation;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Block;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** An action that was asked for and has not ended. */
final class ActionFrame extends Frame {

    /** What is being waited for. */
    enum Stage {
        PERFORMING,
        BACKING_OFF,
        CHECKING,
        CHECK_PAUSING,
        CHECK_BACKING_OFF,
        JOB_PAUSING,
        JOB_LOOKING,
        JOB_BACKING_OFF;

        /** Whether an answer was lost, and it is being found out what became of the change. */
        boolean isCheck() {
            return this == CHECKING || this == CHECK_PAUSING || this == CHECK_BACKING_OFF;
        }
    }

    final ActionNode node;
    final MapValue input;
    Stage stage = Stage.PERFORMING;

    /** The attempt that is out, or 0. */
    long attempt;

    /** What the attempt that is out was given; means nothing where none is. */
    MapValue sent = MapValue.EMPTY;

    /** Attempts at the operation so far. */
    int attempts;

    /** Attempts at the present look, at the job or at what became of the change. */
    int looks;

    /** The last answer that was lost; null where none was, or where nobody can be asked. */
    @Nullable LostAnswer lost;

    /** Whether the present look comes late enough to be believed when it shows nothing. */
    boolean lateLook;

    /** Whether another attempt follows a late look that shows nothing. */
    boolean mayRepeat;

    /** What the operation answered, once a job is followed. */
    Value started = NullValue.NULL;

    Duration pause = Duration.ZERO;

    /** When the step's own timeout ends. */
    @Nullable Instant deadline;

    /** When the job must have ended. */
    @Nullable Instant jobDeadline;

    /** Ends the wait for the job. */
    long jobTimer;

    ActionFrame(Frame parent, ActionNode node, MapValue input) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
        this.input = input;
    }

    /** What the attempt that is out is at. */
    Operation asked() {
        return switch (stage) {
            case CHECKING -> Objects.requireNonNull(node.check()).look();
            case JOB_LOOKING -> Objects.requireNonNull(node.job()).poll();
            case PERFORMING,
                    BACKING_OFF,
                    CHECK_PAUSING,
                    CHECK_BACKING_OFF,
                    JOB_PAUSING,
                    JOB_BACKING_OFF ->
                    node.operation();
        };
    }

    @Override
    ActionNode node() {
        return node;
    }
}
