package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.document.FirstKey;
import dev.tocsin.host.RunClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ProjectFilesTest {

    @TempDir Path folder;

    @Test
    void findsOursByTheirFirstKeyAndInOrder() throws Exception {
        write("b.yaml", "playbook: b");
        write("a.yml", "# licence\n\n%YAML 1.2\n---\n\"connector\" : a");
        write("deep/er/connections.yaml", "connections: {}");
        write("compose.yaml", "services: {}");
        write("notes.txt", "playbook: no");
        write(".github/x.yaml", "playbook: x");
        write("target/x.yaml", "playbook: x");
        write("deep/node_modules/x.yaml", "playbook: x");
        write("empty.yaml", "");
        write("slip.yaml", "playbok: c");
        write("policies/p.yaml", "policy: p");
        write("policies/q.yaml", "polici: q");
        write("service.yaml", "service: soc\npublicUrl: https://tocsin.contoso.com");
        write("serverless.yaml", "service: shop\nprovider: { name: aws }");

        assertEquals(
                List.of(
                        "a.yml",
                        "b.yaml",
                        "deep/er/connections.yaml",
                        "policies/p.yaml",
                        "policies/q.yaml",
                        "service.yaml",
                        "slip.yaml"),
                find());
        assertEquals(find(), find("."));
        assertEquals(List.of("deep/er/connections.yaml"), find("./deep"));
    }

    @Test
    void takesNamedFileWhateverIsInItAndEachOnce() throws Exception {
        write("compose.yaml", "services: {}");
        write("b.yaml", "playbook: b");

        assertEquals(
                List.of("compose.yaml", "./b.yaml"),
                find("compose.yaml", "./b.yaml", "b.yaml", "."));
    }

    @Test
    void doesNotFollowLinksToFolders() throws Exception {
        write("inside/a.yaml", "playbook: a");
        Files.createSymbolicLink(folder.resolve("inside/round"), folder);

        assertEquals(List.of("inside/a.yaml"), find());
    }

    @Test
    void nothingFoundIsAFaultOfItsOwn() {
        CommandFault fault = assertThrows(CommandFault.class, () -> find());

        assertEquals(ExitCode.NO_FILES, fault.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "playbook: x, playbook",
        "'# c\r\nplaybook: x', playbook",
        "'\uFEFFplaybook: x', playbook",
        "'''tests'': x', tests",
        "'- a: 1', '- a'",
        "'just text', ''",
        "'', ''",
    })
    void readsFirstKey(String text, String key) {
        assertEquals(key, FirstKey.of(text));
    }

    private List<String> find(String... paths) throws CommandFault {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Console console =
                new Console(
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        Map.of(),
                        folder,
                        RunClock.real(),
                        false,
                        false,
                        false);
        return ProjectFiles.find(List.of(paths), console).stream().map(ProjectFile::name).toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
