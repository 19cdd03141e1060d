package dev.tocsin.cli;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The list of {@code tocsin runs list}. */
final class RunsList {

    private RunsList() {}

    static String text(List<RunSummary> runs, Instant now) {
        TextTable table =
                new TextTable("RUN", "PLAYBOOK", "STATUS", "STARTED", "ENDED", "ALERT OR INCIDENT");
        for (RunSummary run : runs) {
            RunSummary.Signal signal = run.signal();
            table.add(
                    run.id(),
                    run.playbook(),
                    run.status().text(),
                    Moment.of(run.createdAt()),
                    ended(run, now),
                    signal == null ? "" : title(signal));
        }
        return table.isEmpty() ? "no runs\n" : table.text();
    }

    /** When it ended, or for how long it has been going on. */
    private static String ended(RunSummary run, Instant now) {
        Instant end = run.endedAt();
        if (end != null) {
            return Moment.of(end);
        }
        return "for " + Moment.length(Duration.between(run.createdAt(), now));
    }

    private static String title(RunSummary.Signal signal) {
        return signal.title().isEmpty() ? signal.source() + " " + signal.id() : signal.title();
    }

    static MapValue json(List<RunSummary> runs) {
        List<Value> all = new ArrayList<>(runs.size());
        for (RunSummary run : runs) {
            all.add(run.toValue());
        }
        return MapValue.of("runs", new ListValue(all));
    }
}
