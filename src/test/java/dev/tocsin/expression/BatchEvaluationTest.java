package dev.tocsin.expression;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.io.IOException;
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
}
