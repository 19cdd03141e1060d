package dev.tocsin.cli;

import dev.tocsin.host.Answerer;
import dev.tocsin.host.durable.Answering;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.Held;
import dev.tocsin.host.durable.OpenQuestion;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts the questions of a durable run in the foreground to whoever may answer them there. Owned by
 * the thread that watches the run; answers are handed to the host on threads of their own, because
 * each waits for its commit.
 */
final class RunAnswers {

    /** What became of an answer. */
    record Answered(long question, Answering answering) {}

    private final Answerer answerer;
    private final DurableHost host;
    private final Consumer<Answered> told;
    private final Map<Long, Held> asked = new LinkedHashMap<>();
    private final Map<Held, Long> numbers = new HashMap<>();

    /** Open ones that nobody here will answer, with why. */
    private final Map<Long, String> left = new LinkedHashMap<>();

    private final Set<String> put = new HashSet<>();
    private final Set<Long> thinking = new HashSet<>();
    private long next = 1;

    /**
     * @param told of each answer, on any thread
     */
    RunAnswers(Answerer answerer, DurableHost host, Consumer<Answered> told) {
        this.answerer = answerer;
        this.host = host;
        this.told = told;
    }

    void take(KeptQuestions.Notice notice) {
        switch (notice) {
            case KeptQuestions.Notice.Asked(OpenQuestion question) -> ask(question);
            case KeptQuestions.Notice.Reminded(Held question, var to) -> {
                Long number = numbers.get(question);
                if (number != null) {
                    answerer.remind(new Command.Remind(number, to));
                }
            }
            case KeptQuestions.Notice.Withdrawn(Held question, var reason) -> {
                Long number = numbers.remove(question);
                if (number != null) {
                    asked.remove(number);
                    left.remove(number);
                    thinking.remove(number);
                    answerer.withdraw(new Command.Withdraw(number, reason));
                }
            }
        }
    }

    private void ask(OpenQuestion question) {
        long number = next++;
        asked.put(number, question.id());
        put.add(question.id().id());
        numbers.put(question.id(), number);
        Command.Ask ask =
                new Command.Ask(
                        number,
                        question.node(),
                        question.path(),
                        question.content(),
                        question.expiresAt());
        think(
                number,
                answerer.ask(
                        ask,
                        new Answerer.Answers() {
                            @Override
                            public void give(Answer answer) {
                                Thread.ofVirtual().start(() -> hand(number, question.id(), answer));
                            }

                            @Override
                            public void giveUp(String reason) {
                                told.accept(
                                        new Answered(number, new Answering.Unavailable(reason)));
                            }
                        }));
    }

    private void think(long question, boolean somebody) {
        if (somebody) {
            thinking.add(question);
        } else {
            thinking.remove(question);
        }
    }

    private void hand(long number, Held question, Answer answer) {
        try {
            told.accept(new Answered(number, host.answer(question.id(), answer, "terminal")));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void take(Answered answered) {
        long question = answered.question();
        if (!asked.containsKey(question)) {
            return;
        }
        switch (answered.answering()) {
            case Answering.Taken(boolean decided) -> {
                think(question, !decided && answerer.again(question, null));
            }
            case Answering.Refused(String why) -> think(question, answerer.again(question, why));
            case Answering.Unavailable(String why) -> {
                left.put(question, why);
                thinking.remove(question);
            }
            case Answering.Unknown _, Answering.Late _ -> {
                // It is withdrawn, and that is told of by itself.
            }
        }
    }

    /** Whether a question is open that nobody here will answer. */
    boolean isLeft() {
        return !left.isEmpty();
    }

    /** Whether it was put to somebody in this process, be it open or not. */
    boolean hasAsked(String question) {
        return put.contains(question);
    }

    /** Why the first of them is left. */
    @Nullable String why() {
        return left.isEmpty() ? null : left.values().iterator().next();
    }

    /** Whether somebody thinks about an answer, so that time goes on as it is. */
    boolean isThoughtAbout() {
        return !thinking.isEmpty();
    }
}
