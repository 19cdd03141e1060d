package dev.tocsin.cli;

import dev.tocsin.host.RunRecord;
import dev.tocsin.host.durable.RunReader;
import dev.tocsin.host.durable.RunRebuild;
import dev.tocsin.host.durable.RunStory;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.host.durable.UnknownProgramException;
import dev.tocsin.host.durable.UnreadableRunException;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.program.Program;
import dev.tocsin.source.Position;
import dev.tocsin.source.SourceText;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.Reader;
import dev.tocsin.store.RunFilter;
import dev.tocsin.store.RunIds;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The runs of a store, to be looked at. */
final class StoredRuns {

    private static final String PREFIX = "run-";

    private final Store store;
    private final StoredPrograms programs;
    private final RunReader reader;

    StoredRuns(Store store) {
        this.store = store;
        this.programs = new StoredPrograms(store, new SourceCompiler());
        this.reader = new RunReader(store, programs);
    }

    /** Makes the rows of runs again out of their journals. */
    static RunRebuild projection(Store store) {
        return new RunRebuild(store, new StoredPrograms(store, new SourceCompiler()));
    }

    Store store() {
        return store;
    }

    /** The newest first. */
    List<RunSummary> list(RunFilter filter, int limit) throws StoreException {
        return store.read(
                tx -> {
                    List<RunSummary> runs = new ArrayList<>();
                    for (RunRow row : RunTable.list(tx, filter, Long.MAX_VALUE, limit)) {
                        runs.add(RunSummary.of(row, tx));
                    }
                    return runs;
                });
    }

    /**
     * The run that somebody means.
     *
     * @param given its id, or the beginning of it, with or without {@code run-}
     * @throws CommandFault if there is none, or it could be one of several
     */
    RunRow find(String given) throws StoreException, CommandFault {
        String beginning = given.startsWith(PREFIX) ? given : PREFIX + given;
        List<String> ids =
                store.read(
                        tx ->
                                RunTable.byId(tx, given) != null
                                        ? List.of(given)
                                        : RunIds.beginningWith(tx, beginning, 3));
        if (ids.isEmpty()) {
            throw CommandFault.refused(
                    "there is no run `" + given + "`", "`tocsin runs list` lists them");
        }
        if (ids.size() > 1) {
            throw CommandFault.usage(
                    "`" + given + "` could be several runs: " + String.join(", ", ids),
                    "give more of the id");
        }
        RunRow row = store.read(tx -> RunTable.byId(tx, ids.getFirst()));
        if (row == null) {
            throw CommandFault.refused("the run `" + given + "` was removed just now", null);
        }
        return row;
    }

    /** All about one run. */
    RunPage page(RunRow row) throws StoreException {
        RunSummary summary = store.read(tx -> RunSummary.of(row, tx));
        List<RunPage.Asked> questions = store.read(tx -> questions(tx, row.number()));
        List<RunPage.Line> lines = new ArrayList<>();
        RunRecord record = null;
        String trouble = null;
        try {
            RunStory story = reader.story(row.id());
            if (story != null) {
                story.lines().forEach(line -> lines.add(new RunPage.Line(line.at(), line.words())));
            }
            record = reader.record(row.id());
        } catch (UnreadableRunException e) {
            trouble = e.text();
        }
        return new RunPage(
                summary,
                lines,
                questions,
                record == null ? null : record.toValue(),
                record == null ? null : place(record, row.digest()),
                trouble);
    }

    /**
     * What is kept of a run.
     *
     * @throws CommandFault if it has not ended, or its journal cannot be read
     */
    MapValue record(RunRow row) throws StoreException, CommandFault {
        try {
            RunRecord record = reader.record(row.id());
            if (record != null) {
                return record.toValue();
            }
        } catch (UnreadableRunException e) {
            throw CommandFault.configuration(
                    "the journal of " + row.id() + " cannot be read: " + e.text(), null);
        }
        throw CommandFault.refused(
                row.id() + " has not ended: it is " + row.status().text(),
                "`tocsin runs show " + row.id() + "` tells how it stands");
    }

    private static List<RunPage.Asked> questions(Reader tx, long run) throws StoreException {
        List<RunPage.Asked> questions = new ArrayList<>();
        for (QuestionRow row : QuestionTable.ofRun(tx, run)) {
            RunPage.Asked asked = asked(row);
            if (asked != null) {
                questions.add(asked);
            }
        }
        return questions;
    }

    /** A question as its row says; null where it cannot be read. */
    static RunPage.@Nullable Asked asked(QuestionRow row) {
        try {
            if (Json.parse(row.content()) instanceof MapValue content) {
                MapValue.Builder all = MapValue.builder();
                content.entries().forEach(all::put);
                all.put("id", row.id())
                        .put("status", row.status().text())
                        .put("kind", row.kind().text());
                if (row.expiresAt() != null) {
                    all.put("expiresAt", row.expiresAt().toString());
                }
                return RunPage.Asked.of(all.build());
            }
        } catch (JsonException _) {
            // It is left out; `store check` tells what is damaged.
        }
        return null;
    }

    private @Nullable String place(RunRecord record, String digest) {
        if (!(record.outcome() instanceof Outcome.Failed(RunError error))) {
            return null;
        }
        try {
            Program program = programs.of(digest);
            SourceText inCalled = error.source();
            SourceText source = inCalled == null ? program.playbook().source() : inCalled;
            Position at = source.position(error.span().start());
            return source.name() + ":" + at.line() + ":" + at.column();
        } catch (UnknownProgramException _) {
            return null;
        }
    }

    /** Open questions of all runs, the oldest first. */
    List<OpenOne> open(int limit) throws StoreException {
        return store.read(
                tx -> {
                    List<OpenOne> all = new ArrayList<>();
                    for (QuestionRow row : QuestionTable.open(tx, 0, limit)) {
                        RunRow run = RunTable.get(tx, row.run());
                        RunPage.Asked asked = asked(row);
                        if (run != null && asked != null) {
                            all.add(new OpenOne(run.id(), run.playbook(), asked));
                        }
                    }
                    return all;
                });
    }

    /** An open question with the run that asks it. */
    record OpenOne(String run, String playbook, RunPage.Asked question) {

        Value toValue() {
            MapValue.Builder all = MapValue.builder().put("run", run).put("playbook", playbook);
            question.toValue().entries().forEach(all::put);
            return all.build();
        }
    }
}
