package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.interpreter.Command;
import dev.tocsin.interpreter.CommandLine;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Snapshot;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.testing.Golden;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.testing.TestSealer;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StoredJson;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an earlier release has stored can be gone on with. The files {@code version-N.json} and
 * {@code journal-N.txt} are never changed once a release has stored that form: a new form is a new
 * version, with files of its own.
 */
final class SnapshotFixtureTest {

    private static final Instant MIDDLE =
            TestPlaybook.START.plus(Duration.ofMinutes(10)).plusSeconds(1);

    private final List<String> lines = new ArrayList<>();
    private final Recorder recorder = new Recorder();

    private void note(RunTree.Run run, Command command) {
        lines.add("  " + run.number() + " " + CommandLine.of(command));
    }

    private void heard(long run, Event event) {
        lines.add(run + " " + StoredJson.write(StoredEvent.write(event), TestSealer.KEY));
    }

    private RunTree begun() {
        RunTree runs =
                new RunTree(EveryFrameRun.PROGRAM, EveryFrameRun.FACTS, this::note, recorder);
        EveryFrameRun run = new EveryFrameRun(runs, TestPlaybook.START, this::heard);
        run.toTheMiddle();
        assertEquals(MIDDLE, run.now());
        return runs;
    }

    /** With line breaks, which the reader does not mind. */
    private static String textOf(RunTree runs) {
        try {
            String text = StoredJson.write(runs.snapshot(), TestSealer.KEY);
            return Json.writePretty(Json.parse(text)) + "\n";
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static String fixture(int version) {
        return EveryFrameRun.read(EveryFrameRun.FOLDER.resolve("version-" + version + ".json"));
    }

    private RunTree restored(String text) {
        MapValue stored = (MapValue) StoredJson.read(text, TestSealer.KEY);
        return RunTree.restore(
                EveryFrameRun.PROGRAM, EveryFrameRun.FACTS, stored, this::note, recorder);
    }

    private String end(RunTree runs) {
        EveryFrameRun run = new EveryFrameRun(runs, MIDDLE, this::heard);
        run.toTheEnd();
        RunRecord record =
                recorder.record(
                        EveryFrameRun.FACTS.runId(),
                        EveryFrameRun.PROGRAM.id(),
                        Objects.requireNonNull(runs.root().outcome()));
        Duration elapsed = Duration.between(TestPlaybook.START, run.now());
        return RunText.of(record, EveryFrameRun.PROGRAM.playbook(), elapsed);
    }

    private void check(String record) {
        String all = record + "\n" + String.join("\n", lines) + "\n";
        Golden.check(EveryFrameRun.FOLDER.resolve("end.txt"), all);
    }

    /** Of the same run: each event, and below it the commands that came of it. */
    @Test
    void aJournalOfVersionOneIsReplayed() {
        String journal = EveryFrameRun.read(EveryFrameRun.FOLDER.resolve("journal-1.txt"));
        RunTree runs =
                new RunTree(EveryFrameRun.PROGRAM, EveryFrameRun.FACTS, this::note, recorder);
        for (String line : journal.lines().filter(one -> !one.startsWith(" ")).toList()) {
            int space = line.indexOf(' ');
            long run = Long.parseLong(line.substring(0, space));
            MapValue stored = (MapValue) StoredJson.read(line.substring(space + 1), TestSealer.KEY);
            Event event = StoredEvent.read(EveryFrameRun.PROGRAM, stored);
            heard(run, event);
            runs.advance(Objects.requireNonNull(runs.run(run)), event);
            while (runs.hasMore()) {
                runs.advanceNext();
            }
        }
        assertEquals(journal, String.join("\n", lines) + "\n");
    }

    @Test
    void aRunTodayHasTheSameJournal() {
        end(begun());
        assertEquals(
                EveryFrameRun.read(EveryFrameRun.FOLDER.resolve("journal-1.txt")),
                String.join("\n", lines) + "\n");
    }

    @Test
    void aNewerFormIsRefused() {
        String newer = fixture(1).replace("\"version\" : 1", "\"version\" : 2");
        String message =
                assertThrows(StoredFormatException.class, () -> restored(newer)).getMessage();
        assertEquals("this release reads snapshots of version 1, not 2", message);
    }

    @Test
    void theFormIsTheOneOfItsVersion() {
        assertEquals(fixture(Snapshot.VERSION), textOf(begun()), "raise Snapshot.VERSION");
    }

    @Test
    void versionOneIsGoneOnWith() {
        // The record of what came before.
        begun();
        lines.clear();
        check(end(restored(fixture(1))));
    }

    @Test
    void theRunThatWasNeverCutOffDoesTheSame() {
        RunTree runs = begun();
        lines.clear();
        check(end(runs));
    }

    @Test
    void itStandsInEveryKindOfFrame() {
        TreeSet<String> frames = new TreeSet<>();
        var found = Pattern.compile("\"frame\" ?: \"(\\w+)\"").matcher(textOf(begun()));
        while (found.find()) {
            frames.add(found.group(1));
        }
        assertEquals(
                "[action, ask, branch, call, forEach, iteration, parallel, parallelBranch,"
                        + " playbook, repeat, try, wait, waitFor]",
                frames.toString());
    }

    @Test
    void nothingSecretStandsInIt() {
        String text = textOf(begun());
        assertFalse(text.contains("canary"), text);
        assertTrue(text.contains("$secret"), text);
        // The rest of a token would be the key to a callback.
        assertFalse(text.contains("later-0."), text);
        assertFalse(text.contains("reply."), text);
        for (String line : lines) {
            assertFalse(line.contains("canary"), line);
            assertFalse(line.startsWith(" ") && line.contains("reply."), line);
        }
    }
}
