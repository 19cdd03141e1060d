package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.interpreter.Outcome;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A rehearsal walks the program by itself, so it could come to mean something else by a step than
 * the core does. Given the results of a run, it must find the very steps of that run.
 */
final class ConformanceTest {

    /**
     * What a rehearsal leaves out on purpose: it performs nothing, so that nothing fails, takes
     * time or is cancelled, no branch is faster than another, and no URL is given away.
     */
    private static final Set<String> TIME_MATTERS =
            Set.of(
                    "call-timeout",
                    "wait",
                    "timeout-of-steps",
                    "timeout-within-finally",
                    "for-each-returns",
                    "for-each-next-and-stop",
                    "repeat-within",
                    "parallel-any",
                    "parallel-any-leaves",
                    "wait-for-callback",
                    "wait-for-callback-with-secret",
                    "wait-for-callback-in-loops");

    static List<Path> decided() {
        return GoldenRun.folders().stream().filter(ConformanceTest::isDecided).toList();
    }

    private static boolean isDecided(Path folder) {
        String name = folder.getFileName().toString();
        if (name.startsWith("cancelled-") || TIME_MATTERS.contains(name)) {
            return false;
        }
        for (StepRecord step : GoldenRun.load(folder).run().record().steps()) {
            boolean outside =
                    step.kind().equals("action")
                            || step.kind().equals("ask")
                            || step.kind().equals("waitFor");
            if (step.kind().equals("waitFor") && step.result() instanceof NullValue) {
                return false;
            }
            if (outside && (step.status().equals("failed") || step.status().equals("cancelled"))) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("decided")
    void findsTheStepsOfTheRun(Path folder) throws InterruptedException {
        GoldenRun golden = GoldenRun.load(folder);
        RunRecord record = golden.run().record();
        MapValue.Builder fixtures = MapValue.builder();
        for (StepRecord step : record.steps()) {
            boolean question = step.kind().equals("ask") && step.status().equals("succeeded");
            boolean waitsFor = step.kind().equals("waitFor");
            if (question || waitsFor || step.kind().equals("action") && step.attempts() > 0) {
                fixtures.put(step.path(), step.result());
            }
        }
        RehearsalOptions options =
                new RehearsalOptions(
                        null,
                        _ -> false,
                        fixtures.build(),
                        new AnswerBook("tester"),
                        TestPlaybook.START);
        Plan plan = Rehearsal.rehearse(golden.program(), golden.facts(), options);
        List<String> rehearsed = new ArrayList<>();
        addLines(plan.steps(), rehearsed);
        assertEquals(record.steps().stream().map(ConformanceTest::line).toList(), rehearsed);
        assertEquals(1, plan.ends().size(), () -> "it is decided, but ends: " + plan.ends());
        assertTrue(
                plan.ends().getFirst().startsWith(wordOf(record.outcome())),
                () -> record.outcome() + " but " + plan.ends());
        assertEquals(
                record.counts().toValue().entries().values().stream().map(Json::write).toList(),
                ((MapValue) plan.counts().toValue())
                        .entries().values().stream()
                                .map(value -> Json.write(value).replace("\"", ""))
                                .toList());
    }

    @Test
    void mostRunsAreDecided() {
        assertFalse(decided().size() < 15, "too few cases are compared");
    }

    private static String wordOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "succeeds";
            case Outcome.Failed _ -> "fails";
            case Outcome.Cancelled _ -> "ends as cancelled";
        };
    }

    private static void addLines(List<PlanStep> steps, List<String> lines) {
        for (PlanStep step : steps) {
            boolean skipped = step.certainty() == PlanStep.Certainty.SKIPPED;
            lines.add(line(step.path(), skipped, step.input()));
            for (PlanStep.Part part : step.parts()) {
                addLines(part.steps(), lines);
            }
        }
    }

    private static String line(StepRecord step) {
        return line(step.path(), step.status().equals("skipped"), step.input());
    }

    private static String line(String path, boolean skipped, @Nullable Value input) {
        String given = input == null || input instanceof NullValue ? "" : " " + Json.write(input);
        return path + (skipped ? " skipped" : given);
    }
}
