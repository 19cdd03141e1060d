package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Failure;

import org.jspecify.annotations.Nullable;

/** An attempt that the core waits for. Owned by the thread of its run. */
final class OpenAttempt {

    /** What the host has done about it. */
    enum State {
        /** It is to be sent once its row is committed. */
        ISSUED,
        /** It was sent. */
        OUT,
        /** People must let it go out. */
        HELD,
        /** It was sent, and what became of it nobody knows. */
        UNKNOWN,
        /** It is known never to have been sent. */
        UNSENT
    }

    final Handle handle;
    final Command.Perform command;
    State state = State.ISSUED;

    /** Why it is held or unknown; empty in other states. */
    String why = "";

    /** What was seen instead of an answer, where it is unknown and something was. */
    @Nullable Failure seen;

    /** Who performs it in this process; null before and after. */
    @Nullable Attempt live;

    /** Which retry of the run asked for it: part of its key; 0 for the run as it was created. */
    long generation;

    OpenAttempt(Handle handle, Command.Perform command, long generation) {
        this.generation = generation;
        this.handle = handle;
        this.command = command;
    }

    /** What stands behind the id of the run in its key: the path of its step. */
    String path() {
        String key = command.idempotencyKey();
        return key.substring(key.indexOf('/') + 1);
    }
}
