package dev.tocsin.interpreter;

import dev.tocsin.interpreter.Command.Withdraw.Reason;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.program.AskNode;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Questions to people: put, reminded of, escalated, answered or withdrawn. */
final class Questions {

    private final Turn turn;

    Questions(Turn turn) {
        this.turn = turn;
    }

    @Nullable Frame begin(AskNode node, Frame parent) {
        MapValue content = node.content(parent.scope, turn.state.evaluation);
        Question question = Question.of(node, content, turn.state.facts.startedBy());
        Duration timeout = node.head().timeout();
        Instant expiry = timeout == null ? null : turn.now.plus(timeout);
        AskFrame frame = new AskFrame(parent, node, content, question, expiry);
        turn.enter(frame);
        frame.handle = ++turn.state.lastHandle;
        turn.state.questions.put(frame.handle, frame);
        turn.commands.accept(frame.command());
        if (node.remindEvery() != null) {
            frame.wakeTimer = turn.timers.start(frame, turn.now.plus(node.remindEvery()));
        }
        if (node.escalateAfter() != null) {
            frame.escalateTimer = turn.timers.start(frame, turn.now.plus(node.escalateAfter()));
        }
        return null;
    }

    /** Ignores what comes late, and what may not be taken. */
    void answered(Event.Answered event) {
        AskFrame frame = turn.state.questions.get(event.question());
        if (frame == null || frame.ballot.refusal(event.answer()) != null) {
            return;
        }
        switch (frame.ballot.add(event.answer(), event.at())) {
            case OPEN -> {}
            case DECIDED -> {
                withdraw(frame, Reason.ANSWERED);
                goOn(end(frame, frame.ballot.decided()));
            }
            case SPLIT -> {
                withdraw(frame, Reason.ANSWERED);
                String message = "not all agree: " + frame.ballot.inWords();
                goOn(undecided(frame, ErrorKind.FAILED, message));
            }
        }
    }

    /** The time of the question is up. */
    @Nullable Frame timedOut(AskFrame frame) {
        withdraw(frame, Reason.TIMED_OUT);
        String within = " within " + Durations.print(frame.node.head().timeout());
        return undecided(
                frame,
                ErrorKind.TIMEOUT,
                frame.ballot.isEmpty()
                        ? "nobody answered" + within
                        : "no decision" + within + ": " + frame.ballot.inWords());
    }

    private @Nullable Frame undecided(AskFrame frame, ErrorKind kind, String message) {
        return switch (frame.node.onTimeout()) {
            case AskStep.OnTimeout.Fail _ -> {
                RunError error =
                        new RunError(
                                kind,
                                message,
                                frame.path(),
                                0,
                                MapValue.of("answers", frame.ballot.answers()),
                                frame.node.head().span());
                yield turn.exits.frameFailed(frame, frame.content, error, 0);
            }
            case AskStep.OnTimeout.NoAnswer _ -> end(frame, frame.ballot.undecided(null));
            case AskStep.OnTimeout.Choose(var choice) ->
                    end(frame, frame.ballot.undecided(choice.text()));
        };
    }

    private Frame end(AskFrame frame, MapValue result) {
        return turn.ended(frame, StepEnd.succeeded(frame.content, result, 0));
    }

    /** Those who have not answered are told again. */
    void remind(AskFrame frame) {
        List<String> asked = new ArrayList<>(frame.question.to());
        if (frame.escalated) {
            asked.addAll(frame.question.escalateTo());
        }
        turn.commands.accept(new Command.Remind(frame.handle, frame.ballot.missing(asked)));
        Duration every = frame.node.remindEvery();
        frame.wakeTimer = turn.timers.start(frame, turn.now.plus(every));
    }

    void escalate(AskFrame frame) {
        frame.escalateTimer = 0;
        frame.escalated = true;
        turn.commands.accept(new Command.Escalate(frame.handle, frame.question.escalateTo()));
    }

    /** Nobody waits for an answer any more. */
    void withdraw(AskFrame frame, Reason reason) {
        if (frame.handle != 0) {
            turn.state.questions.remove(frame.handle);
            turn.commands.accept(new Command.Withdraw(frame.handle, reason));
            frame.handle = 0;
        }
    }

    private void goOn(@Nullable Frame frame) {
        if (frame != null) {
            turn.state.runnable.add(frame);
        }
    }
}
