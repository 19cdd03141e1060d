package dev.tocsin.cli;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whole commands as transcripts, {@code golden/cli/*.txt}: a line {@code $ tocsin ...} is run in
 * the folder {@code golden/cli/project}, and what follows is what it printed. Lines of standard
 * error start with {@code ! }; an exit code other than 0 stands in brackets at the end. {@code <
 * text} at the end of a command is its standard input.
 */
class TranscriptTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/cli").toAbsolutePath();

    static List<String> transcripts() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void printsWhatTheTranscriptSays(String transcript) throws IOException {
        Path file = FOLDER.resolve(transcript);
        StringBuilder actual = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("$ tocsin")) {
                actual.append(line).append('\n').append(run(line.substring("$ tocsin".length())));
            }
        }
        Golden.check(file, actual.toString());
    }

    private static String run(String line) {
        int input = line.indexOf(" < ");
        String words = input < 0 ? line : line.substring(0, input);
        String text = input < 0 ? "" : line.substring(input + 3).replace("\\n", "\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        Map.of(),
                        FOLDER.resolve("project"),
                        false,
                        false);
        int exitCode = new Dispatcher(console).run(split(words));
        String printed = out.toString(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder(printed);
        if (!printed.isEmpty() && !printed.endsWith("\n")) {
            all.append("(no line end)\n");
        }
        err.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(each -> all.append("! ").append(each).append('\n'));
        if (exitCode != 0) {
            all.append('[').append(exitCode).append("]\n");
        }
        return all.append('\n').toString();
    }

    /** At spaces; single quotes hold words together, as in a shell. */
    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.strip().split(" +(?=(?:[^']*'[^']*')*[^']*$)")) {
            if (!word.isEmpty()) {
                words.add(word.replace("'", ""));
            }
        }
        return words;
    }
}
