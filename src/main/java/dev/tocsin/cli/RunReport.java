package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.host.Counts;
import dev.tocsin.host.RunRecord;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.program.Program;
import dev.tocsin.source.Position;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** How a run ended, for people. */
final class RunReport {

    private RunReport() {}

    /**
     * @param changes since before the run in the lab, or null where it took place elsewhere
     */
    static String text(RunRecord record, Program program, @Nullable LabChanges changes) {
        StringBuilder text = new StringBuilder();
        text.append(record.playbook()).append(' ').append(record.status());
        switch (record.outcome()) {
            case Outcome.Succeeded(Value outputs) -> {
                text.append('\n');
                if (outputs instanceof MapValue map && !map.entries().isEmpty()) {
                    map.entries()
                            .forEach(
                                    (name, value) ->
                                            line(name + ": " + OneLine.plain(value), text));
                }
            }
            case Outcome.Failed(RunError error) -> failure(error, program, text);
            case Outcome.Cancelled(String reason) -> ended(reason, text);
        }
        text.append(counts(record.counts())).append('\n');
        if (changes != null) {
            text.append('\n').append(changes.text());
        }
        return TerminalText.lines(text.toString());
    }

    private static void failure(RunError error, Program program, StringBuilder text) {
        SourceText inCalled = error.source();
        SourceText source = inCalled == null ? program.playbook().source() : inCalled;
        Position at = source.position(error.span().start());
        String file = source.name();
        ended(error.message(), text);
        text.append("  at ").append(file).append(':').append(at.line()).append(':');
        text.append(at.column());
        if (!error.step().isEmpty()) {
            text.append(", ").append(error.step());
        }
        text.append(" [").append(error.kind().word());
        if (error.status() != 0) {
            text.append(", status ").append(error.status());
        }
        text.append("]\n");
    }

    /** On the line of the status, whatever an alert put into it. */
    private static void ended(String why, StringBuilder text) {
        text.append(": ").append(TerminalText.of(why)).append('\n');
    }

    private static void line(String words, StringBuilder text) {
        text.append("  ").append(TerminalText.of(words)).append('\n');
    }

    private static String counts(Counts counts) {
        StringBuilder text = new StringBuilder();
        count(counts.reads(), "read", text);
        count(counts.changes(), "change", text);
        count(counts.containments(), "containment", text);
        count(counts.questions(), "question", text);
        return text.isEmpty() ? "nothing outside was touched" : text.toString();
    }

    private static void count(int number, String word, StringBuilder text) {
        if (number > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(number).append(' ').append(word);
            text.append(number == 1 ? "" : "s");
        }
    }
}
