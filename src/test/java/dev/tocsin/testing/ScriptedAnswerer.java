package dev.tocsin.testing;

import dev.tocsin.host.Answerer;
import dev.tocsin.host.RunClock;
import dev.tocsin.interpreter.Command;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Answers questions by giving what a script says, at once. */
public final class ScriptedAnswerer implements Answerer {

    private record Open(Deque<Script.Reply> replies, Answers answers) {

        boolean giveNext() {
            Script.Reply reply = replies.poll();
            if (reply != null) {
                answers.give(reply.answer());
            }
            return reply != null;
        }
    }

    private final Script script;
    private final RunClock clock;
    private final AskedText asked = new AskedText();
    private final Map<Long, Open> open = new HashMap<>();

    public ScriptedAnswerer(Script script, RunClock clock) {
        this.script = script;
        this.clock = clock;
    }

    /** What people were told, a line each. */
    public String asked() {
        return asked.toString();
    }

    private Duration elapsed() {
        return Duration.between(TestPlaybook.START, clock.now());
    }

    @Override
    public boolean ask(Command.Ask question, Answers answers) {
        asked.asked(question, elapsed());
        var replies = script.replies(question.path(), question.node().head().id());
        Open one = new Open(new ArrayDeque<>(replies), answers);
        open.put(question.question(), one);
        return one.giveNext();
    }

    @Override
    public boolean again(long question, @Nullable String refusal) {
        if (refusal != null) {
            asked.refused(question, refusal, elapsed());
        }
        return Objects.requireNonNull(open.get(question)).giveNext();
    }

    @Override
    public void remind(Command.Remind reminder) {
        asked.reminded(reminder, elapsed());
    }

    @Override
    public void escalate(Command.Escalate escalation) {
        asked.escalated(escalation, elapsed());
    }

    @Override
    public void withdraw(Command.Withdraw withdrawal) {
        asked.withdrawn(withdrawal, elapsed());
        open.remove(withdrawal.question());
    }
}
