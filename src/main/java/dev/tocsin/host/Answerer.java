package dev.tocsin.host;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;

import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of one run to people. Its methods are called on the thread that advances the
 * run, so they must not block; answers may come from any thread.
 */
public interface Answerer {

    /** Where the answers to one question go; from any thread, and ignored once it is withdrawn. */
    interface Answers {

        void give(Answer answer);

        /** Nobody can answer, now or later: the run ends as cancelled, for this reason. */
        void giveUp(String reason);
    }

    /**
     * Puts a question.
     *
     * @return whether somebody is going to answer. The clock of a run that skips waits does not
     *     skip while somebody thinks; where nobody will answer, the time of the question passes
     */
    boolean ask(Command.Ask question, Answers answers);

    /**
     * An answer was looked at, and the question is still open.
     *
     * @param refusal why the answer was not taken; null if it was, and more are needed
     * @return as {@link #ask}
     */
    boolean again(long question, @Nullable String refusal);

    /** As {@link Command.Remind} says. */
    void remind(Command.Remind reminder);

    /** As {@link Command.Escalate} says. */
    void escalate(Command.Escalate escalation);

    /** As {@link Command.Withdraw} says. */
    void withdraw(Command.Withdraw withdrawal);

    /** Where there is nobody: each question waits for the end of its time. */
    Answerer NOBODY =
            new Answerer() {
                @Override
                public boolean ask(Command.Ask question, Answers answers) {
                    return false;
                }

                @Override
                public boolean again(long question, @Nullable String refusal) {
                    return false;
                }

                @Override
                public void remind(Command.Remind reminder) {}

                @Override
                public void escalate(Command.Escalate escalation) {}

                @Override
                public void withdraw(Command.Withdraw withdrawal) {}
            };
}
