package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests of cel-spec itself, one line each in {@code golden/cel/*.txt}: the expression, {@code
 * =>} and the value by cel-spec; where ours is another one, again {@code =>}, ours, and in brackets
 * the {@link Departure} that explains it. Tests of messages, enums and optionals are left out.
 */
class CelSpecTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/cel");
    private static final String ARROW = "  =>  ";

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
            }
            if (!line.contains(ARROW)) {
                actual.append(line).append('\n');
                continue;
            }
            int arrow = line.indexOf(ARROW);
            String expression = line.substring(0, arrow);
            String rest = line.substring(arrow + ARROW.length());
            String cel = rest.contains(ARROW) ? rest.substring(0, rest.indexOf(ARROW)) : rest;
            actual.append(expression).append(ARROW).append(cel);
            String ours = Departures.ours(expression, variables);
            if (!Departures.agree(cel, ours)) {
                String departure = Departures.explain(expression, cel, ours);
                assertTrue(departure != null, () -> line + ": " + ours);
                actual.append(ARROW).append(ours).append("  [").append(departure).append(']');
            }
            actual.append('\n');
            expressions++;
        }
        assertFalse(expressions == 0, "no expression in " + file);
        Golden.check(file, actual.toString());
    }
}
