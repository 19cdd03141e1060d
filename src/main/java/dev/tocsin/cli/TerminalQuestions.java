package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.host.Answerer;
import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Command;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Asks the questions of a run at the terminal, one after the other, on a thread of its own: the run
 * goes on meanwhile. What was typed before a question was shown never answers it, nor does what was
 * typed for one that is closed by then.
 */
final class TerminalQuestions {

    /** What became of an answer. */
    private sealed interface Verdict {
        record Refused(String why) implements Verdict {}

        record MoreNeeded() implements Verdict {}

        record Closed() implements Verdict {}
    }

    private static final class Asked {
        final Command.Ask ask;
        final Answerer.Answers answers;
        final List<String> answered;
        final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
        volatile boolean closed;

        Asked(Command.Ask ask, Answerer.Answers answers, List<String> answered) {
            this.ask = ask;
            this.answers = answers;
            this.answered = answered;
        }
    }

    private final Console console;
    private final BufferedReader in;
    private final BlockingQueue<Asked> waiting = new LinkedBlockingQueue<>();
    private final Map<Long, Asked> open = new ConcurrentHashMap<>();
    private volatile String prompt = "";
    private volatile @Nullable Asked shown;

    TerminalQuestions(Console console) {
        this.console = console;
        this.in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        Thread.ofPlatform().daemon().name("questions").start(this::askAll);
    }

    void ask(Command.Ask question, Answerer.Answers answers, List<String> answered) {
        Asked asked = new Asked(question, answers, answered);
        open.put(question.question(), asked);
        waiting.add(asked);
    }

    boolean asks(long question) {
        return open.containsKey(question);
    }

    void again(long question, @Nullable String refusal) {
        Asked asked = open.get(question);
        if (asked != null) {
            asked.verdicts.add(
                    refusal == null ? new Verdict.MoreNeeded() : new Verdict.Refused(refusal));
        }
    }

    void remind(long question) {
        Asked asked = open.get(question);
        if (asked != null && asked != shown) {
            return;
        }
        String text = asked == null ? "" : TerminalText.of(asked.ask.content().text());
        say("\n(still open: " + text + ")\n" + prompt);
    }

    void withdraw(Command.Withdraw withdrawal) {
        Asked asked = open.remove(withdrawal.question());
        if (asked == null) {
            return;
        }
        asked.closed = true;
        if (asked == shown && !prompt.isEmpty()) {
            String why =
                    switch (withdrawal.reason()) {
                        case ANSWERED -> "it is answered";
                        case TIMED_OUT -> "its time is up";
                        case CANCELLED -> "the run goes on without it";
                    };
            prompt = "";
            say("\nthis question is closed: " + why + "; press Enter to go on\n");
        }
        asked.verdicts.add(new Verdict.Closed());
    }

    /** The line on which a person is being asked, or an empty text. */
    String prompt() {
        return prompt;
    }

    private void askAll() {
        try {
            while (true) {
                Asked asked = waiting.take();
                if (!asked.closed) {
                    ask(asked);
                }
                shown = null;
                prompt = "";
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Asked asked) throws InterruptedException {
        try {
            while (in.ready()) {
                in.read();
            }
            shown = asked;
            QuestionPrompt form =
                    new QuestionPrompt(asked.ask, asked.answered, console.user(), new Keyboard());
            say(form.introduction());
            while (!asked.closed) {
                Answer answer = form.answer();
                if (asked.closed) {
                    return;
                }
                prompt = "";
                asked.answers.give(answer);
                switch (asked.verdicts.take()) {
                    case Verdict.Closed _ -> {
                        return;
                    }
                    case Verdict.Refused(String why) ->
                            say("this cannot be taken: " + TerminalText.of(why) + "\n");
                    case Verdict.MoreNeeded _ -> {
                        asked.answered.add(answer.by());
                        say("taken; more people must answer\n");
                    }
                }
            }
        } catch (QuestionPrompt.ClosedException _) {
            // Its place is taken by the next question.
        } catch (IOException | UncheckedIOException e) {
            asked.answers.giveUp("the terminal was closed while somebody was being asked");
        }
    }

    private final class Keyboard implements QuestionPrompt.Lines {

        @Override
        public String line(String question) throws IOException, QuestionPrompt.ClosedException {
            return answerTo(question, in::readLine);
        }

        @Override
        public String secret(String question) throws IOException, QuestionPrompt.ClosedException {
            return console.hidesTyping() ? answerTo(question, Console::hidden) : line(question);
        }
    }

    private interface Reader {
        @Nullable String read() throws IOException;
    }

    /**
     * One line of a person.
     *
     * @throws QuestionPrompt.ClosedException if the question was closed meanwhile
     */
    private String answerTo(String question, Reader reader)
            throws IOException, QuestionPrompt.ClosedException {
        Asked asked = shown;
        String words = TerminalText.of(question) + " ";
        synchronized (console.err()) {
            prompt = words;
            console.err().print(words);
            console.err().flush();
        }
        String line = reader.read();
        prompt = "";
        if (asked == null || asked.closed) {
            throw new QuestionPrompt.ClosedException();
        }
        if (line == null) {
            throw new IOException("end of input");
        }
        return line.strip();
    }

    /** The run's own lines go to the same terminal, from another thread. */
    private void say(String words) {
        synchronized (console.err()) {
            console.err().print(TerminalText.lines(words));
            console.err().flush();
        }
    }
}
