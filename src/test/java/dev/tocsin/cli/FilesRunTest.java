package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.CapturedConsole.Printed;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run works on the files of its project, and in the lab on a copy of them. */
final class FilesRunTest {

    private static final String PLAYBOOK =
            """
            playbook: note-owner
            title: Note an owner
            description: Adds a device to the list of owners.
            owner: soc
            steps:
              - id: note
                action: files.appendCsv
                with:
                  path: owners.csv
                  rows: [{ device: ws-042, owner: ana }]
                  keyColumn: run
            """;

    @TempDir Path project;
    private Path owners = Path.of("");

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(
                project.resolve("connections.yaml"),
                "connections:\n  files:\n    settings: { folder: lists }\n");
        Files.writeString(project.resolve("note.yaml"), PLAYBOOK);
        owners = Files.createDirectory(project.resolve("lists")).resolve("owners.csv");
        Files.writeString(owners, "device,owner,run\n");
    }

    @Test
    void addsToTheFileOfTheProject() throws Exception {
        Printed printed = CapturedConsole.in(project).run("run", "note.yaml");
        assertEquals(0, printed.exitCode(), printed::err);
        assertTrue(Files.readString(owners).startsWith("device,owner,run\nws-042,ana,"));
    }

    @Test
    void inTheLabTheFileStaysAsItIs() throws Exception {
        Printed printed = CapturedConsole.in(project).run("run", "note.yaml", "--lab");
        assertEquals(0, printed.exitCode(), printed::err);
        assertEquals("device,owner,run\n", Files.readString(owners));
        String told = printed.out() + printed.err();
        assertTrue(told.contains("  file owners.csv\n      ws-042,ana,"), told);
    }
}
