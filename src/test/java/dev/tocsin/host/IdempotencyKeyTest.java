package dev.tocsin.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.interpreter.Trace;
import dev.tocsin.testing.ScriptedHost;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/** A service can tell a repeated attempt from another item of the same loop. */
final class IdempotencyKeyTest {

    @Test
    void attemptsShareAKeyAndNothingElseDoes() {
        Path folder = Path.of("src/test/resources/golden/run/idempotency-keys");
        GoldenRun golden = GoldenRun.load(folder);
        ScriptedHost host = new ScriptedHost(golden.script());
        host.run(golden.program(), golden.facts(), Trace.NONE);
        assertEquals(
                List.of(
                        "run-1/steps[0]#0.steps[0]",
                        "run-1/steps[0]#0.steps[0]",
                        "run-1/steps[0]#0.steps[0]",
                        "run-1/steps[0]#1.steps[0]",
                        "run-1/steps[1]#0.repeat[0]",
                        "run-1/steps[1]#1.repeat[0]",
                        "run-1/steps[2].parallel.a[0]",
                        "run-1/steps[2].parallel.b[0]"),
                host.keys());
    }
}
