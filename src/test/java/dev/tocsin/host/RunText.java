package dev.tocsin.host;

import dev.tocsin.interpreter.Outcome;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.source.Position;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Durations;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.time.Duration;

/** A run as a golden file shows it: one line a step, and how it ended. */
final class RunText {

    private RunText() {}

    static String of(RunRecord record, Playbook playbook, Duration elapsed) {
        StringBuilder text = new StringBuilder();
        for (StepRecord step : record.steps()) {
            text.append(line(step)).append('\n');
        }
        for (RunRecord.Revealed one : record.revealed()) {
            text.append(one.step()).append(" reveals `").append(one.expression());
            text.append("`: ").append(one.reason()).append('\n');
        }
        text.append("run ").append(record.status());
        switch (record.outcome()) {
            case Outcome.Succeeded(Value outputs) -> text.append(' ').append(Json.write(outputs));
            case Outcome.Failed(var error) -> {
                SourceText called = error.source();
                Position at =
                        (called == null ? playbook.source() : called)
                                .position(error.span().start());
                String file = called == null ? "" : called.name() + ", ";
                text.append(' ').append(error.kind().word()).append(": ").append(error.message());
                text.append(" (").append(error.step().isEmpty() ? "the run" : error.step());
                text.append(", ")
                        .append(file)
                        .append("line ")
                        .append(at.line())
                        .append(':')
                        .append(at.column());
                text.append(')');
            }
            case Outcome.Cancelled(String reason) -> text.append(": ").append(reason);
        }
        Counts counts = record.counts();
        return text.append('\n')
                .append(counts.reads())
                .append(" reads, ")
                .append(counts.changes())
                .append(" changes, ")
                .append(counts.containments())
                .append(" containments, ")
                .append(counts.questions() == 0 ? "" : counts.questions() + " questions, ")
                .append("took ")
                .append(Durations.print(elapsed))
                .append('\n')
                .toString();
    }

    private static String line(StepRecord step) {
        StringBuilder line = new StringBuilder(step.path()).append(' ').append(step.kind());
        if (step.id() != null) {
            line.append(' ').append(step.id());
        }
        if (step.attempts() > 0) {
            line.append(" x").append(step.attempts());
        }
        for (StepRecord.Lookup lookup : step.lookups()) {
            line.append(" (")
                    .append(lookup.attempt())
                    .append(" looked up: ")
                    .append(lookup.found())
                    .append(')');
        }
        if (!(step.input() instanceof NullValue)) {
            line.append(' ').append(Json.write(step.input()));
        }
        MapValue error = step.error();
        if (error != null) {
            line.append(" ! ")
                    .append(error.text("kind"))
                    .append(": ")
                    .append(error.text("message"));
        } else if (!step.status().equals("succeeded")) {
            line.append(" ! ").append(step.status());
        } else if (!(step.result() instanceof NullValue)) {
            line.append(" -> ").append(Json.write(step.result()));
        }
        return line.toString();
    }
}
