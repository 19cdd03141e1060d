package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.interpreter.Event;
import dev.tocsin.interpreter.Failure;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunError;
import dev.tocsin.interpreter.StoredEvent;
import dev.tocsin.interpreter.StoredFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.source.Span;
import dev.tocsin.testing.DamagedValue;
import dev.tocsin.testing.RandomValue;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.testing.TestSealer;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SharedValues;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.StringValue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Whatever is read back is taken, or refused with the one exception that says so. */
final class DamagedSnapshotTest {

    private static final Instant NOW = TestPlaybook.START;

    private static final MapValue WHOLE =
            (MapValue)
                    SharedValues.unfold(
                            StoredJson.read(
                                    EveryFrameRun.read(
                                            EveryFrameRun.FOLDER.resolve("version-1.json")),
                                    TestSealer.KEY));

    private static final RunError ERROR =
            new RunError(
                    ErrorKind.NOT_FOUND,
                    "gone",
                    "steps[0]",
                    404,
                    MapValue.of("id", new StringValue("a")),
                    new Span(3, 9),
                    EveryFrameRun.PROGRAM.calls().getFirst().playbook());

    private static final List<Event> EVENTS =
            List.of(
                    new Event.Started(NOW),
                    new Event.Completed(3, MapValue.of("a", NullValue.NULL), NOW),
                    new Event.Failed(
                            4,
                            new Failure(
                                    ErrorKind.RATE_LIMITED,
                                    "slow down",
                                    429,
                                    MapValue.EMPTY,
                                    Duration.ofSeconds(9),
                                    true),
                            NOW),
                    new Event.Failed(5, Failure.of(ErrorKind.TIMEOUT, "late"), NOW),
                    new Event.TimerFired(6, NOW),
                    new Event.ChildEnded(7, new Outcome.Succeeded(MapValue.EMPTY), NOW),
                    new Event.ChildEnded(7, new Outcome.Failed(ERROR), NOW),
                    new Event.ChildEnded(7, new Outcome.Cancelled("enough"), NOW),
                    new Event.CalledBack(8, "reply.x", NullValue.NULL, NOW),
                    new Event.Answered(9, new Answer("Yes", MapValue.EMPTY, "a@b.c"), NOW),
                    new Event.Answered(9, new Answer(null, MapValue.EMPTY, "a@b.c"), NOW),
                    new Event.Cancelled("enough", NOW),
                    new Event.Continued(NOW));

    @Property(seed = "20261201", tries = 4000)
    void aDamagedSnapshotIsRefusedOrTaken(@ForAll long seed) {
        isRefused(new Random(seed));
    }

    @Test
    void someAreRefusedAndSomeCannotBeToldFromWholeOnes() {
        int refused = 0;
        for (int seed = 0; seed < 300; seed++) {
            refused += isRefused(new Random(seed)) ? 1 : 0;
        }
        assertTrue(refused > 100 && refused < 300, "refused: " + refused);
    }

    private static boolean isRefused(Random random) {
        MapValue damaged = WHOLE;
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            damaged = DamagedValue.of(damaged, random);
        }
        MapValue stored = random.nextInt(20) == 0 ? damaged : SharedValues.fold(damaged);
        try {
            RunTree.restore(
                    EveryFrameRun.PROGRAM,
                    EveryFrameRun.FACTS,
                    stored,
                    (run, command) -> {},
                    Trace.NONE);
            return false;
        } catch (StoredFormatException e) {
            assertFalse(String.valueOf(e.getMessage()).contains("canary"), e.getMessage());
            return true;
        }
    }

    @Property(seed = "20261201", tries = 4000)
    void aDamagedEventIsRefusedOrTaken(@ForAll long seed) {
        Random random = new Random(seed);
        MapValue whole = StoredEvent.write(EVENTS.get(random.nextInt(EVENTS.size())));
        MapValue stored =
                random.nextInt(10) == 0
                        ? RandomValue.mapOf(random)
                        : DamagedValue.of(whole, random);
        try {
            StoredEvent.read(EveryFrameRun.PROGRAM, stored);
        } catch (StoredFormatException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Property(seed = "20261201", tries = 2000)
    void damagedFactsAreRefusedOrTaken(@ForAll long seed) {
        Random random = new Random(seed);
        try {
            StoredFacts.read(DamagedValue.of(StoredFacts.write(EveryFrameRun.FACTS), random));
        } catch (StoredFormatException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Test
    void everyEventComesBack() {
        for (Event event : EVENTS) {
            String text = StoredJson.write(StoredEvent.write(event), TestSealer.KEY);
            MapValue read = (MapValue) StoredJson.read(text, TestSealer.KEY);
            assertEquals(event, StoredEvent.read(EveryFrameRun.PROGRAM, read));
        }
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            assertTrue(EVENTS.stream().anyMatch(kind::isInstance), kind + " is not tried");
        }
    }
}
