package dev.tocsin.host.durable;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** One attempt at an operation, on a thread of its own; tells its run how it ended. */
final class Attempt implements Runnable {

    /** No single attempt takes longer, whatever its step allows. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Engine engine;
    private final long run;
    private final Handle handle;
    private final Command.Perform command;
    private final String key;

    // Guarded by this.
    private @Nullable Thread thread;
    private boolean over;
    private boolean brokenOff;

    /**
     * @param key the one of the command, with the generation of the run
     */
    Attempt(Engine engine, long run, Handle handle, Command.Perform command, String key) {
        this.engine = engine;
        this.run = run;
        this.handle = handle;
        this.command = command;
        this.key = key;
    }

    Handle handle() {
        return handle;
    }

    Command.Perform command() {
        return command;
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        Value result = null;
        Failure failure = null;
        try {
            if (isBrokenOff()) {
                throw new InterruptedException();
            }
            Value answer =
                    engine.performer.perform(
                            command.node(), command.operation(), command.input(), key, limit());
            result = SecretMarks.mark(answer, command.operation().spec().output());
        } catch (ConnectorException e) {
            failure =
                    new Failure(
                            e.kind(),
                            e.text(),
                            e.status(),
                            e.details(),
                            e.retryAfter(),
                            e.nothingDone());
        } catch (InterruptedException _) {
            // Neither: whoever interrupted it waits for no answer.
        } catch (RuntimeException | Error e) {
            // A connector's own bug must end the step, not hang the run.
            failure = Failure.bugIn(command.node().action(), e);
        }
        synchronized (this) {
            over = true;
            thread = null;
        }
        engine.attemptEnded(run, new Order.AttemptEnded(this, result, failure));
    }

    /** Nobody waits for it any more. */
    void breakOff() {
        synchronized (this) {
            brokenOff = true;
            // Step by step, the same thread may do both.
            if (thread != null && thread != Thread.currentThread() && !over) {
                thread.interrupt();
            }
        }
    }

    private synchronized boolean isBrokenOff() {
        return brokenOff;
    }

    private Duration limit() {
        Instant deadline = command.deadline();
        if (deadline == null) {
            return LONGEST;
        }
        Duration left = Duration.between(engine.clock.instant(), deadline);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
