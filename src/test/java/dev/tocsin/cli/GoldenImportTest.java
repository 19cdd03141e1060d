package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code tocsin connector import}: a description, the connector file made of it and what was told
 * about it. A case without {@code expected.yaml} is one that is refused. {@code words.txt} holds
 * further words of the command line.
 */
final class GoldenImportTest {

    private static final Path CASES = Path.of("src/test/resources/golden/import");

    @TempDir Path project;

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writesWhatIsExpected(Path folder) throws IOException {
        Path description = description(folder);
        String name = description.getFileName().toString();
        Files.copy(description, project.resolve(name));
        List<String> words = new ArrayList<>(List.of("connector", "import", name));
        Path more = folder.resolve("words.txt");
        if (Files.exists(more)) {
            words.addAll(List.of(Files.readString(more).strip().split(" ")));
        }
        CapturedConsole.Printed printed = CapturedConsole.in(project).run(words);
        Golden.check(
                folder.resolve("expected.txt"),
                "exit " + printed.exitCode() + "\n" + printed.err());
        Path expected = folder.resolve("expected.yaml");
        if (printed.out().isEmpty()) {
            assertFalse(Files.exists(expected), "nothing was written");
            return;
        }
        Golden.check(expected, printed.out());
        assertHasNoFindings(printed.out());
    }

    private static Path description(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("description."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertHasNoFindings(String connector) throws IOException {
        Path file = project.resolve("connectors/imported.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, connector);
        CapturedConsole.Printed validated =
                CapturedConsole.in(project).run("validate", "--profile", "strict", file.toString());
        assertEquals("no findings in 1 file\n", validated.out() + validated.err());
        assertEquals(ExitCode.FINE, validated.exitCode());
    }

    @Test
    void isWrittenToAFileOnceAndNeverOverOne() throws IOException {
        Files.copy(description(CASES.resolve("ticketing")), project.resolve("api.yaml"));
        String[] words = {"connectors", "import", "api.yaml", "--output", "connectors/desk.yaml"};
        CapturedConsole.Printed first = CapturedConsole.in(project).run(words);
        assertEquals(ExitCode.FINE, first.exitCode(), first.err());
        assertEquals("", first.out());
        assertTrue(first.err().startsWith("connectors/desk.yaml: connector `ticketing`"));
        String written = Files.readString(project.resolve("connectors/desk.yaml"));
        assertEquals(Files.readString(CASES.resolve("ticketing/expected.yaml")), written);
        Files.writeString(project.resolve("connectors/desk.yaml"), written + "# mine\n");
        CapturedConsole.Printed second = CapturedConsole.in(project).run(words);
        assertEquals(ExitCode.FAULT, second.exitCode());
        assertEquals(
                """
                error: `connectors/desk.yaml` is there already
                   = help: what people changed in it would be lost: delete it, or name another file
                """,
                second.err());
        assertTrue(Files.readString(project.resolve("connectors/desk.yaml")).endsWith("# mine\n"));
    }

    @Test
    void readsStandardInput() throws IOException {
        String description = Files.readString(description(CASES.resolve("ticketing")));
        CapturedConsole.Printed printed =
                CapturedConsole.in(project).reading(description).run("connector", "import", "-");
        assertEquals(Files.readString(CASES.resolve("ticketing/expected.yaml")), printed.out());
    }

    @Test
    void aFileBeyondAnySizeIsNotReadToItsEnd() throws IOException {
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(project.resolve("large.json"))) {
            for (int i = 0; i < 50; i++) {
                out.write(blanks);
            }
        }
        CapturedConsole.Printed printed =
                CapturedConsole.in(project).run("connector", "import", "large.json");
        assertEquals(ExitCode.FINDINGS, printed.exitCode());
        assertEquals(
                """
                large.json: error: the file is larger than 32 MiB [file-too-large]
                 = help: split it into several files
                """,
                printed.err());
    }

    @Test
    void aConnectorBeyondTheSizeOfAFileIsCutByChoosing() throws IOException {
        StringBuilder description =
                new StringBuilder("openapi: 3.0.0\ninfo: {title: Large}\npaths:\n");
        for (int i = 0; i < 8000; i++) {
            description
                    .append("  /things")
                    .append(i)
                    .append(": { get: { tags: [part")
                    .append(i % 9);
            description.append("], operationId: thing").append(i).append(", responses: {} } }\n");
        }
        Files.writeString(project.resolve("large.yaml"), description);
        CapturedConsole.Printed whole =
                CapturedConsole.in(project).run("connector", "import", "large.yaml");
        assertEquals(ExitCode.USAGE, whole.exitCode());
        assertEquals(
                """
                error: the connector would have 8000 operations and more than the 1 MiB that a file may have
                   = help: choose some with `--only`, by name or tag
                """,
                whole.err());
        CapturedConsole.Printed part =
                CapturedConsole.in(project)
                        .run(
                                "connector",
                                "import",
                                "large.yaml",
                                "--only",
                                "PART3",
                                "--only",
                                "thing0");
        assertTrue(part.err().startsWith("connector `large` with 890 operations"), part.err());
    }

    @Test
    void namesAreChecked() throws IOException {
        Files.copy(description(CASES.resolve("ticketing")), project.resolve("api.yaml"));
        Files.createDirectories(project.resolve("connectors"));
        Files.writeString(project.resolve("connectors/a.yaml"), "connector: taken\n");
        StringBuilder told = new StringBuilder();
        for (String name : List.of("mail", "taken", "No Name")) {
            CapturedConsole.Printed printed =
                    CapturedConsole.in(project)
                            .run("connector", "import", "api.yaml", "--name", name);
            assertEquals(ExitCode.USAGE, printed.exitCode());
            told.append(printed.err());
        }
        assertEquals(
                """
                error: `mail` is the name of a connector that ships with Tocsin
                   = help: choose another name with `--name NAME`
                error: this project has a connector called `taken`
                   = help: choose another name with `--name NAME`
                error: `No Name` cannot be the name of a connector
                   = help: use lower-case letters, digits and `-`, as in `service-desk`
                """,
                told.toString());
    }

    @Test
    void optionsOfImportAreNotOfOthers() {
        CapturedConsole.Printed printed =
                CapturedConsole.in(project).run("connectors", "list", "--only", "Tickets");
        assertEquals(ExitCode.USAGE, printed.exitCode());
        assertTrue(printed.err().startsWith("error: `--only` belongs to"), printed.err());
    }
}
