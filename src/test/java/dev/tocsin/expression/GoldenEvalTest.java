package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each line of {@code golden/eval/*.txt} is an expression, {@code =>} and what it gives: JSON, or
 * {@code error} with code and offset. {@code vars {...}} sets the variables of the lines below it.
 */
class GoldenEvalTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/eval");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachLineGivesWhatItSays(Path file) throws IOException, JsonException {
        StringBuilder actual = new StringBuilder();
        MapValue variables = MapValue.EMPTY;
        int expressions = 0;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("vars ")) {
                variables = (MapValue) Json.parse(line.substring(5));
                actual.append(line).append('\n');
            } else if (line.isBlank() || line.startsWith("#")) {
                actual.append(line).append('\n');
            } else {
                int arrow = line.lastIndexOf("  =>  ");
                String expression = arrow < 0 ? line : line.substring(0, arrow);
                actual.append(expression).append("  =>  ");
                actual.append(answer(expression, variables)).append('\n');
                expressions++;
            }
        }
        assertFalse(expressions == 0, "no expression in " + file);
        Golden.check(file, actual.toString());
    }

    private static String answer(String expression, MapValue variables) {
        return switch (SingleEvaluation.evaluate(expression, variables, NOW)) {
            case SingleEvaluation.Evaluated(Value value) -> Json.write(value);
            case SingleEvaluation.Failed(EvaluationException e) ->
                    "error " + e.kind().word() + " at " + e.start() + ": " + e.text();
            case SingleEvaluation.Faulty(List<Fault> faults) -> {
                Fault fault = faults.getFirst();
                String help = fault.help() == null ? "" : " (" + fault.help() + ")";
                yield "error "
                        + fault.code().id()
                        + " at "
                        + fault.start()
                        + ": "
                        + fault.message()
                        + help;
            }
        };
    }
}
