package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.host.AnswerBook;
import dev.tocsin.host.Answerer;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the questions of a run: with what {@code --answer} said, else by asking at the terminal.
 * Where nobody is there either, the run ends: to let the time of the question pass would decide it
 * by silence, and nobody was silent.
 */
final class RunAnswerer implements Answerer {

    private record Open(Command.Ask ask, Answers answers, List<String> answered) {}

    private final AnswerBook book;
    private final Console console;
    private final Map<Long, Open> open = new HashMap<>();
    private final List<Command.Ask> unanswered = new ArrayList<>();
    private @Nullable TerminalQuestions terminal;

    RunAnswerer(AnswerBook book, Console console) {
        this.book = book;
        this.console = console;
    }

    @Override
    public boolean ask(Command.Ask question, Answers answers) {
        Open asked = new Open(question, answers, new ArrayList<>());
        open.put(question.question(), asked);
        return answer(asked);
    }

    @Override
    public boolean again(long question, @Nullable String refusal) {
        Open asked = open.get(question);
        if (asked == null) {
            throw new IllegalStateException("question " + question + " is not open");
        }
        if (terminal != null && terminal.asks(question)) {
            terminal.again(question, refusal);
            return true;
        }
        if (refusal != null) {
            asked.answers.giveUp(
                    "the answer given for " + name(asked.ask) + " cannot be taken: " + refusal);
            return false;
        }
        return answer(asked);
    }

    private boolean answer(Open asked) {
        Command.Ask ask = asked.ask;
        return switch (book.next(ask.path(), ask.node().head().id())) {
            case AnswerBook.Entry.Answered entry -> {
                Answer answer = book.answer(entry, ask.content(), asked.answered);
                asked.answered.add(answer.by());
                asked.answers.give(answer);
                yield true;
            }
            case AnswerBook.Entry.NoAnswer _ -> {
                if (ask.expiry() == null) {
                    asked.answers.giveUp(name(ask) + " has no `timeout`, so its time never passes");
                }
                yield false;
            }
            case null -> {
                if (!console.askable()) {
                    unanswered.add(ask);
                    asked.answers.giveUp("nobody is there to answer " + name(ask));
                    yield false;
                }
                if (terminal == null) {
                    terminal = new TerminalQuestions(console);
                }
                terminal.ask(ask, asked.answers, asked.answered);
                yield true;
            }
        };
    }

    @Override
    public void remind(Command.Remind reminder) {
        if (terminal != null && terminal.asks(reminder.question())) {
            terminal.remind(reminder.question());
        }
    }

    @Override
    public void escalate(Command.Escalate escalation) {
        // Whoever is at the terminal has been asked already.
    }

    @Override
    public void withdraw(Command.Withdraw withdrawal) {
        open.remove(withdrawal.question());
        if (terminal != null) {
            terminal.withdraw(withdrawal);
        }
    }

    /** The line on which a person is being asked, or an empty text. */
    String prompt() {
        return terminal == null ? "" : terminal.prompt();
    }

    /**
     * Says which answers the run ended for want of.
     *
     * @return whether there are any
     */
    boolean tellUnanswered() {
        for (Command.Ask ask : unanswered) {
            String key = ask.node().head().id();
            String text = ask.content().text();
            boolean choices = !ask.content().choices().isEmpty();
            console.err()
                    .println(
                            TerminalText.of(
                                    "error: the run needs an answer to "
                                            + name(ask)
                                            + ": "
                                            + text));
            console.err()
                    .println(
                            TerminalText.of(
                                    "   = help: run it at a terminal, or give the answer with"
                                            + " `--answer "
                                            + (key == null ? ask.path() : key)
                                            + (choices
                                                    ? "="
                                                            + ask.content()
                                                                    .choices()
                                                                    .getFirst()
                                                                    .value()
                                                    : "={\"form\": {...}}")
                                            + "`"));
        }
        return !unanswered.isEmpty();
    }

    private static String name(Command.Ask ask) {
        String id = ask.node().head().id();
        return "`" + (id == null ? ask.path() : id) + "`";
    }
}
