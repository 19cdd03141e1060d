package dev.tocsin.interpreter;

import dev.tocsin.connector.Job;
import dev.tocsin.interpreter.ActionFrame.Stage;
import dev.tocsin.program.JobNode;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** The wait for the end of a job that an action has started. */
final class Jobs {

    private final Turn turn;

    Jobs(Turn turn) {
        this.turn = turn;
    }

    /** What the starting operation answers says how to look at the job, not how it stands. */
    void begin(ActionFrame frame, Job job, Value started) {
        frame.started = started;
        frame.pause = job.pause();
        Duration await = frame.node.await();
        if (await != null) {
            frame.jobDeadline = turn.now.plus(await);
            frame.jobTimer = turn.timers.start(frame, frame.jobDeadline);
        }
        pauseBeforeLook(frame, job);
    }

    private void pauseBeforeLook(ActionFrame frame, Job job) {
        frame.stage = Stage.JOB_PAUSING;
        frame.looks = 0;
        frame.wakeTimer = turn.timers.start(frame, turn.now.plus(frame.pause));
        Duration longer = frame.pause.multipliedBy(2);
        frame.pause = longer.compareTo(job.longestPause()) > 0 ? job.longestPause() : longer;
    }

    /** A look at the job saw something. */
    @Nullable Frame goOn(ActionFrame frame, Value seen) {
        Job job = jobOf(frame).job();
        return switch (job.state().apply(SecretValue.openAll(seen))) {
            case DONE -> turn.ended(frame, StepEnd.succeeded(frame.input, seen, frame.attempts));
            case FAILED -> {
                RunError error =
                        new RunError(
                                ErrorKind.FAILED,
                                "the job of `"
                                        + frame.node.action()
                                        + "` ended badly: "
                                        + shown(seen),
                                frame.path(),
                                0,
                                seen instanceof MapValue details ? details : MapValue.EMPTY,
                                frame.node.head().span());
                yield turn.exits.frameFailed(frame, frame.input, error, frame.attempts);
            }
            case RUNNING -> {
                pauseBeforeLook(frame, job);
                yield null;
            }
        };
    }

    private static String shown(Value seen) {
        String status = seen instanceof MapValue map ? map.text("status") : null;
        String text = status != null ? "its status is `" + status + "`" : Json.write(seen);
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    void look(ActionFrame frame) {
        JobNode job = jobOf(frame);
        frame.stage = Stage.JOB_LOOKING;
        frame.looks++;
        MapValue made =
                job.job()
                        .pollInput()
                        .apply(Sealing.opened(frame.input), SecretValue.openAll(frame.started));
        turn.actions.perform(frame, job.poll(), Sealing.input(job.poll(), made));
    }

    private static JobNode jobOf(ActionFrame frame) {
        JobNode job = frame.node.job();
        if (job == null) {
            throw new IllegalStateException(frame.path() + " follows no job");
        }
        return job;
    }
}
