package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One run for people: how it began, what happened, how it stands, and what to type next. */
final class RunPageText {

    private final RunPage page;
    private final RunSummary run;
    private final StringBuilder text = new StringBuilder();

    private RunPageText(RunPage page) {
        this.page = page;
        this.run = page.run();
    }

    /**
     * @param next what can be done about it now
     */
    static String of(RunPage page, List<NextCommand> next, Instant now) {
        RunPageText writer = new RunPageText(page);
        writer.head(now);
        writer.story();
        writer.end();
        writer.questions();
        writer.next(next);
        return TerminalText.lines(writer.text.toString());
    }

    private void head(Instant now) {
        text.append(run.id()).append(" of ").append(run.playbook()).append(": ");
        text.append(run.status().text()).append('\n');
        fact("started", Moment.of(run.createdAt()) + " by " + run.startedBy() + trigger());
        RunSummary.Signal signal = run.signal();
        if (signal != null) {
            String title = signal.title().isEmpty() ? "" : signal.title() + ", ";
            fact(signal.kind(), title + signal.source() + " " + signal.id());
        }
        Instant begun = run.beganAt();
        if (begun != null && Duration.between(run.createdAt(), begun).toSeconds() > 0) {
            fact("began", Moment.of(begun) + ", after waiting its turn");
        }
        Instant end = run.endedAt();
        if (end != null) {
            Instant since = begun == null ? run.createdAt() : begun;
            fact(
                    "ended",
                    Moment.of(end) + ", after " + Moment.length(Duration.between(since, end)));
        } else {
            fact("age", Moment.length(Duration.between(run.createdAt(), now)));
        }
        if (run.dueAt() != null && page.questions().stream().noneMatch(RunPage.Asked::isOpen)) {
            // A reminder is no end of the wait; the question tells until when.
            fact("goes on", Moment.of(run.dueAt()));
        }
        if (run.reason() != null) {
            fact("because", run.reason());
        }
        if (page.trouble() != null) {
            fact("trouble", page.trouble());
        }
    }

    private String trigger() {
        return run.trigger().isEmpty() ? "" : ", trigger " + run.trigger();
    }

    private void fact(String name, String words) {
        text.append("  ").append(name).repeat(' ', Math.max(1, 9 - name.length()));
        text.append(TerminalText.of(words)).append('\n');
    }

    private void story() {
        if (page.story().isEmpty()) {
            return;
        }
        text.append('\n');
        String day = Moment.day(run.createdAt());
        for (RunPage.Line line : page.story()) {
            String ofLine = Moment.day(line.at());
            if (!ofLine.equals(day)) {
                day = ofLine;
                text.append(day).append('\n');
            }
            text.append("  ").append(Moment.time(line.at())).append("  ");
            text.append(TerminalText.of(line.words())).append('\n');
        }
    }

    private void end() {
        MapValue record = page.record();
        if (record == null) {
            return;
        }
        if (record.get("outputs") instanceof MapValue outputs && !outputs.entries().isEmpty()) {
            text.append("\noutputs\n");
            outputs.entries()
                    .forEach(
                            (name, value) ->
                                    text.append("  ")
                                            .append(
                                                    TerminalText.of(
                                                            name + ": " + OneLine.plain(value)))
                                            .append('\n'));
        }
        if (record.get("error") instanceof MapValue error) {
            text.append("\nerror\n");
            fact("message", shown(error.text("message")));
            fact("kind", shown(error.text("kind")));
            fact("step", shown(error.text("step")));
            if (page.place() != null) {
                fact("at", page.place());
            }
        }
    }

    private static String shown(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    private void questions() {
        for (RunPage.Asked asked : page.questions()) {
            if (asked.isOpen()) {
                text.append('\n');
                text.append(asked.guard() ? "held: " : "asks: ");
                text.append(TerminalText.of(asked.text())).append('\n');
                if (!asked.to().isEmpty()) {
                    fact("of", String.join(", ", asked.to()));
                }
                if (asked.expiresAt() != null) {
                    fact("until", Moment.of(asked.expiresAt()));
                }
                if (!asked.choices().isEmpty()) {
                    fact("choices", String.join(", ", asked.choices()));
                }
            }
        }
    }

    private void next(List<NextCommand> next) {
        if (next.isEmpty()) {
            return;
        }
        text.append('\n');
        for (NextCommand command : next) {
            text.append(command.purpose()).append(":\n    ").append(command.line()).append('\n');
        }
    }
}
