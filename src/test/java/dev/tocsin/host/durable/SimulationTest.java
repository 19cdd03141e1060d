package dev.tocsin.host.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Core, store, clock and services under one seed, with processes that stop anywhere, torn writes,
 * failed commits, full disks, late and repeated answers, and clocks that jump: whatever was
 * acknowledged is there and ends, nothing is sent before it is recorded, and nothing is done twice
 * that must not be. A seed that fails says how to see it again.
 *
 * <p>{@code -Dtocsin.seeds=5000} tries more, {@code -Dtocsin.seed=17} this one alone.
 */
final class SimulationTest {

    private static final long SEEDS = Long.getLong("tocsin.seeds", 150);

    private int compared;
    private int restarts;

    @Test
    void everySeedHoldsWhatIsPromised() throws Exception {
        Long one = Long.getLong("tocsin.seed");
        long last = one == null ? SEEDS : one;
        for (long seed = one == null ? 1 : one; seed <= last; seed++) {
            Path folder = Files.createTempDirectory("simulated");
            try {
                simulate(seed, folder);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed "
                                + seed
                                + "; to see it again: mvn test -Dtest=SimulationTest -Dtocsin.seed="
                                + seed
                                + "\n"
                                + e
                                + "\n"
                                + new Simulation(seed, false).texts(),
                        e);
            } finally {
                remove(folder);
            }
        }
        if (one == null) {
            assertTrue(restarts > SEEDS, () -> "too few faults: " + restarts);
            assertTrue(compared > SEEDS / 2, () -> "too few are decided: " + compared);
        }
    }

    private void simulate(long seed, Path folder) throws Exception {
        Simulation.Ended wild =
                new Simulation(seed, false).disturbed(folder(folder, "wild"), seed, true);
        Simulation patient = new Simulation(seed, true);
        Simulation.Ended whole = patient.undisturbed(folder(folder, "whole"), seed);
        Simulation.Ended calm = patient.disturbed(folder(folder, "calm"), seed + 1, false);
        assertEquals(whole.records().keySet(), wild.records().keySet());
        assertEquals(whole.records().keySet(), calm.records().keySet());
        restarts += wild.starts() + calm.starts() - 2;
        Simulation.Ended other = patient.undisturbed(folder(folder, "other"), seed + 2);
        if (other.records().equals(whole.records()) && !hasRaces(whole) && !hasRaces(calm)) {
            compared++;
            assertEquals(whole.records(), calm.records());
            assertEquals(whole.effects().keySet(), calm.effects().keySet());
        }
    }

    /** Whether a step was broken off, so that it matters which of several was faster. */
    private static boolean hasRaces(Simulation.Ended ended) {
        return ended.records().values().stream().anyMatch(text -> text.contains(" cancelled"));
    }

    private static Path folder(Path parent, String name) throws IOException {
        return Files.createDirectory(parent.resolve(name));
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
