package dev.tocsin.cli;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.Question;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** The words of one question at a terminal, and what is typed as an answer. */
final class QuestionPrompt {

    /** Asks for one line. */
    interface Lines {

        String line(String prompt) throws IOException, ClosedException;

        /** A line that is not shown while it is typed. */
        String secret(String prompt) throws IOException, ClosedException;
    }

    /** Nobody waits for the answer any more. */
    static final class ClosedException extends Exception {
        private static final long serialVersionUID = 1;

        ClosedException() {
            super(null, null, false, false);
        }
    }

    private final Command.Ask ask;
    private final Question question;
    private final List<String> answered;
    private final String user;
    private final Lines lines;

    QuestionPrompt(Command.Ask ask, List<String> answered, String user, Lines lines) {
        this.ask = ask;
        this.question = ask.content();
        this.answered = answered;
        this.user = user;
        this.lines = lines;
    }

    String introduction() {
        StringBuilder text =
                new StringBuilder("\n? ").append(oneLine(question.text())).append('\n');
        String id = ask.node().head().id();
        text.append("  ").append(id == null ? ask.path() : id);
        if (!question.to().isEmpty()) {
            text.append(", for ").append(oneLine(String.join(", ", question.to())));
        }
        if (ask.expiry() != null) {
            text.append(", until ").append(ask.expiry().truncatedTo(ChronoUnit.SECONDS));
        }
        text.append('\n');
        if (question.details() != null) {
            for (String line : unescaped(question.details().strip()).split("\n", -1)) {
                text.append("  | ").append(line).append('\n');
            }
        }
        int number = 1;
        for (Question.Choice choice : question.choices()) {
            text.append("  ").append(number++).append("  ").append(oneLine(choice.label()));
            if (!choice.label().equals(choice.value())) {
                text.append(" (").append(oneLine(choice.value())).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replace('\n', ' ');
    }

    /** Markdown as it reads: without the backslashes that keep data from being markup. */
    private static String unescaped(String markdown) {
        StringBuilder text = new StringBuilder(markdown.length());
        for (int i = 0; i < markdown.length(); i++) {
            char c = markdown.charAt(i);
            boolean escapes =
                    c == '\\'
                            && i + 1 < markdown.length()
                            && "\\`*_[]<>|~#{}".indexOf(markdown.charAt(i + 1)) >= 0;
            text.append(escapes ? markdown.charAt(++i) : c);
        }
        return text.toString();
    }

    Answer answer() throws IOException, ClosedException {
        String choice = question.choices().isEmpty() ? null : choice();
        MapValue form =
                question.form() == null
                        ? MapValue.EMPTY
                        : new FormPrompt(question.form(), lines).fill();
        return new Answer(choice, form, by());
    }

    private String choice() throws IOException, ClosedException {
        String prompt = "number or name:";
        while (true) {
            Question.Choice chosen = chosen(lines.line(prompt));
            if (chosen != null) {
                return chosen.value();
            }
            int last = question.choices().size();
            prompt = "none of the choices; a number from 1 to " + last + ", or a name:";
        }
    }

    /**
     * By value, by number, or by label; null where none or several are meant. A label may be the
     * text of an alert: one that reads like another choice chooses neither.
     */
    private Question.@Nullable Choice chosen(String typed) {
        Question.Choice named = only(typed, Question.Choice::value);
        Question.Choice labelled = only(typed, Question.Choice::label);
        Question.Choice numbered = numbered(typed);
        Question.Choice first = named != null ? named : numbered;
        if (first == null) {
            return labelled;
        }
        boolean misleading =
                question.choices().stream()
                        .anyMatch(c -> !c.equals(first) && c.label().equalsIgnoreCase(typed));
        return misleading ? null : first;
    }

    /** The one that says this, else the one that says it in other case; null for several. */
    private Question.@Nullable Choice only(String typed, Function<Question.Choice, String> words) {
        List<Question.Choice> alike =
                question.choices().stream()
                        .filter(choice -> words.apply(choice).equalsIgnoreCase(typed))
                        .toList();
        List<Question.Choice> same =
                alike.stream().filter(choice -> words.apply(choice).equals(typed)).toList();
        List<Question.Choice> meant = same.isEmpty() ? alike : same;
        return meant.size() == 1 ? meant.getFirst() : null;
    }

    private Question.@Nullable Choice numbered(String typed) {
        try {
            int number = Integer.parseInt(typed);
            boolean known = number >= 1 && number <= question.choices().size();
            return known ? question.choices().get(number - 1) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** Who answers: whoever is at the terminal, unless it must be somebody else, or several. */
    private String by() throws IOException, ClosedException {
        boolean one = question.answers() instanceof AskStep.Answers.First;
        if (one && question.notBy() == null) {
            return user;
        }
        String hint = question.to().isEmpty() ? "" : " (" + String.join(", ", left()) + ")";
        while (true) {
            String by = lines.line("who answers?" + hint + ":");
            if (!by.isEmpty()) {
                return by;
            }
        }
    }

    private List<String> left() {
        return question.to().stream().filter(address -> !answered.contains(address)).toList();
    }
}
