package dev.tocsin.testing;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Question;
import dev.tocsin.value.Durations;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people are told of the questions of one run, a line each, with the time since its start. */
public final class AskedText {

    private final StringBuilder text = new StringBuilder();
    private final Map<Long, String> paths = new HashMap<>();

    public void asked(Command.Ask ask, Duration at) {
        if (paths.put(ask.question(), ask.path()) != null) {
            throw new AssertionError("question " + ask.question() + " was asked before");
        }
        Question content = ask.content();
        line(
                at,
                ask.question(),
                "asked \""
                        + content.text()
                        + "\""
                        + people(content.to())
                        + (ask.expiry() == null ? "" : ", until " + ask.expiry()));
    }

    public void reminded(Command.Remind reminder, Duration at) {
        line(at, reminder.question(), "reminded" + people(reminder.to()));
    }

    public void escalated(Command.Escalate escalation, Duration at) {
        line(at, escalation.question(), "asked as well" + people(escalation.to()));
    }

    public void withdrawn(Command.Withdraw withdrawal, Duration at) {
        String why =
                switch (withdrawal.reason()) {
                    case ANSWERED -> "answered";
                    case TIMED_OUT -> "its time is up";
                    case CANCELLED -> "cancelled";
                };
        line(at, withdrawal.question(), "withdrawn: " + why);
    }

    public void refused(long question, String refusal, Duration at) {
        line(at, question, "an answer is refused: " + refusal);
    }

    private static String people(List<String> to) {
        return to.isEmpty() ? "" : " (" + String.join(", ", to) + ")";
    }

    private void line(Duration at, long question, String words) {
        text.append("after ").append(Durations.print(at)).append(", ");
        text.append(paths.get(question)).append(' ').append(words).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
