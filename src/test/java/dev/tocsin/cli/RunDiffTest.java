package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;

/** What two runs did differently. */
final class RunDiffTest {

    private static MapValue run(String id, String steps) {
        return run(id, "succeeded", "null", steps);
    }

    private static MapValue run(String id, String status, String error, String steps) {
        try {
            return (MapValue)
                    Json.parse(
                            """
                            {"run": "%s", "playbook": "p", "status": "%s", "outputs": null,
                             "error": %s, "reason": null, "steps": [%s]}
                            """
                                    .formatted(id, status, error, steps));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static String step(String path, String status, String input, String result) {
        return """
        {"path": "%s", "id": null, "kind": "action", "status": "%s", "input": %s, "result": %s,
         "attempts": 1}
        """
                .formatted(path, status, input, result);
    }

    @Test
    void theRunsOwnIdsAreNoDifference() {
        RunDiff diff =
                RunDiff.of(
                        run("run-1a", step("steps[0]", "succeeded", "\"by run-1a\"", "1")),
                        run("run-2b", step("steps[0]", "succeeded", "\"by run-2b\"", "1")));

        assertTrue(diff.isSame());
        assertEquals(
                """
                - run-1a
                + run-2b
                = steps[0]  action
                both did the same
                """,
                RunDiffReport.text(diff));
    }

    @Test
    void theFirstDifferenceIsMarked() {
        String alike = step("steps[0]", "succeeded", "{}", "{\"severity\": \"High\"}");
        RunDiff diff =
                RunDiff.of(
                        run(
                                "run-1a",
                                String.join(
                                        ",",
                                        alike,
                                        step("steps[1]", "succeeded", "{}", "{\"state\": [1, 2]}"),
                                        step("steps[2].then[0]", "succeeded", "{}", "1"),
                                        step("steps[3]", "succeeded", "{}", "null"))),
                        run(
                                "run-2b",
                                "failed",
                                "{\"kind\": \"failed\"}",
                                String.join(
                                        ",",
                                        alike,
                                        step("steps[1]", "succeeded", "{}", "{\"state\": [1]}"),
                                        step("steps[2].else[0]", "succeeded", "{}", "1"),
                                        step("steps[3]", "failed", "{}", "null"))));

        assertFalse(diff.isSame());
        assertEquals(
                """
                - run-1a
                + run-2b
                = steps[0]  action
                > steps[1]  action
                    result.state[1]
                      - 2
                      + nothing
                - steps[2].then[0]  action: only in run-1a
                + steps[2].else[0]  action: only in run-2b
                * steps[3]  action
                    status
                      - succeeded
                      + failed
                * the end
                    status
                      - succeeded
                      + failed
                    error
                      - null
                      + {kind: failed}
                the first difference is at steps[1]
                """,
                RunDiffReport.text(diff));
    }

    @Test
    void aDifferenceDeepInALongTextIsSeen() {
        String long1 = "\"" + "x".repeat(500) + " isolated by ann\"";
        String long2 = "\"" + "x".repeat(500) + " isolated by bob\"";
        String text =
                RunDiffReport.text(
                        RunDiff.of(
                                run("run-1a", step("steps[0]", "succeeded", long1, "1")),
                                run("run-2b", step("steps[0]", "succeeded", long2, "1"))));

        assertTrue(text.contains("isolated by ann"), text);
        assertTrue(text.contains("isolated by bob"), text);
        assertFalse(text.contains("x".repeat(60)), text);
    }
}
