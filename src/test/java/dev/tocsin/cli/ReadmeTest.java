package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.CapturedConsole.Printed;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first screen of the README shows what the program prints today. */
class ReadmeTest {

    private static final String COMMAND = "$ ./tocsin ";

    @Test
    void theFirstCommandPrintsWhatTheReadmeShows() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf(COMMAND);
        String block = readme.substring(start, readme.indexOf("```", start));
        int end = block.indexOf('\n');
        List<String> words = List.of(block.substring(COMMAND.length(), end).split(" "));

        Printed printed = CapturedConsole.in(Path.of("")).run(words);

        assertEquals(0, printed.exitCode(), printed::err);
        assertEquals(
                Normalised.of(block.substring(end + 1)),
                Normalised.of(printed.err() + printed.out()));
    }

    @Test
    void everyCommandIsListed() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Command command : Commands.listed()) {
            assertTrue(readme.contains("`tocsin " + command.name()), command.name());
        }
    }
}
