package dev.tocsin.cli;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        int input = line.indexOf(" <");
        String words = input < 0 ? line : line.substring(0, input);
        String source = input < 0 ? "" : line.substring(input + 2).replace("\\n", "\n");
        CapturedConsole console = CapturedConsole.in(FOLDER.resolve("project"));
        CapturedConsole.Printed printed =
                (source.startsWith("tty ")
                                ? console.typing(source.substring(4))
                                : console.reading(source.strip()))
                        .run(split(words));
        StringBuilder all = new StringBuilder(printed.out());
        if (!printed.out().isEmpty() && !printed.out().endsWith("\n")) {
            all.append("(no line end)\n");
        }
        Normalised.of(printed.err())
                .lines()
                .forEach(each -> all.append("! ").append(each).append('\n'));
        if (printed.exitCode() != 0) {
            all.append('[').append(printed.exitCode()).append("]\n");
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
