package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

/** Every playbook below {@code golden/run} with the whole record of its run beside it. */
final class GoldenRunTest {

    static List<Path> cases() {
        return GoldenRun.folders();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsAsRecorded(Path folder) {
        GoldenRun golden = GoldenRun.load(folder);
        Golden.check(folder.resolve("trace.txt"), textOf(golden, golden.run()));
    }

    /** Every host gives the same record, also the one whose actions are threads. */
    @ParameterizedTest
    @MethodSource("cases")
    void runsTheSameInMemory(Path folder) throws InterruptedException {
        GoldenRun golden = GoldenRun.load(folder);
        if (!golden.script().needsTime()) {
            assertEquals(textOf(golden, golden.run()), textOf(golden, golden.runInMemory()));
        }
    }

    private static String textOf(GoldenRun golden, GoldenRun.Result result) {
        return RunText.of(result.record(), golden.program().playbook(), result.elapsed())
                + result.asked();
    }
}
