package dev.tocsin.interpreter;

import dev.tocsin.program.AskNode;
import dev.tocsin.program.Block;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** An {@code ask} that waits for answers. */
final class AskFrame extends Frame {

    final AskNode node;

    /** What is asked, for the record. */
    final MapValue content;

    final Question question;
    final Ballot ballot;

    /** When the time for an answer is up, or null. */
    final @Nullable Instant expiry;

    /** Names the question in commands and events; 0 once nobody waits for an answer. */
    long handle;

    /** Asks further people when it fires; 0 for none. Reminders are the wake timer. */
    long escalateTimer;

    /** Whether those of {@code escalate} have been asked. */
    boolean escalated;

    AskFrame(
            Frame parent,
            AskNode node,
            MapValue content,
            Question question,
            @Nullable Instant expiry) {
        super(parent, parent.scope, Block.EMPTY);
        this.node = node;
        this.content = content;
        this.question = question;
        this.expiry = expiry;
        this.ballot = new Ballot(question);
    }

    /** What was asked for when the question was put. */
    Command.Ask command() {
        return new Command.Ask(handle, node, path(), question, expiry);
    }

    @Override
    AskNode node() {
        return node;
    }
}
