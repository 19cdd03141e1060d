package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code golden/batch/lines.jsonl} in, {@code lines.expected.jsonl} out, line by line. */
class BatchEvaluationTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/batch");

    @Test
    void eachLineHasItsAnswer() throws IOException {
        BatchEvaluation batch = new BatchEvaluation(Instant.parse("2026-01-01T12:00:00Z"));
        StringBuilder answers = new StringBuilder();
        for (String line : Files.readAllLines(FOLDER.resolve("lines.jsonl"))) {
            answers.append(batch.answer(line)).append('\n');
        }
        answers.append(batch.answer("[".repeat(100_000))).append('\n');
        answers.append(batch.answer("{\"expr\": \"" + "(".repeat(60_000) + "\"}")).append('\n');
        Golden.check(FOLDER.resolve("lines.expected.jsonl"), answers.toString());
    }

    /** What {@link BatchLines} makes: each line has its one answer, and none ends the others. */
    @Test
    void anyLineHasOneAnswerInItsPlace() throws IOException, JsonException {
        int count = 20_000;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            // The number in the answer tells that it is the answer to this line.
            String numbered = "{\"expr\": \"" + i + "\"}\n";
            lines.writeBytes((BatchLines.line(i) + "\n" + numbered).getBytes(UTF_8));
        }
        lines.writeBytes("{\"expr\": \"'the last line has no end'\"}".getBytes(UTF_8));
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(answers, false, UTF_8)) {
            BatchEvaluation batch = new BatchEvaluation(Instant.parse("2026-01-01T12:00:00Z"));
            batch.answerAll(new ByteArrayInputStream(lines.toByteArray()), out);
        }
        String[] all = answers.toString(UTF_8).split("\n");
        assertEquals(2 * count + 1, all.length);
        int values = 0;
        for (int i = 0; i < count; i++) {
            MapValue answer = (MapValue) Json.parse(all[2 * i]);
            boolean hasValue = answer.get("value") != null;
            assertTrue(hasValue != (answer.get("error") != null), all[2 * i]);
            values += hasValue ? 1 : 0;
            assertEquals("{\"value\":" + i + "}", all[2 * i + 1]);
        }
        assertTrue(values > count / 2, values + " values");
        assertEquals("{\"value\":\"the last line has no end\"}", all[2 * count]);
    }
}
