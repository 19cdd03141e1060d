package dev.tocsin.lab;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Each file below {@code golden/lab} is a session with a fresh lab. */
final class LabGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/lab");

    static List<String> sessions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void answersAsWrittenDown(String name) throws IOException, InterruptedException {
        Path file = FOLDER.resolve(name);
        try (Lab lab = Lab.start(LabOptions.standard());
                HttpClient client = HttpClient.newHttpClient()) {
            Golden.check(file, new LabSession(lab, client).play(Files.readString(file)));
        }
    }
}
