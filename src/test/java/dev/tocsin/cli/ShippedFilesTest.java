package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/** What ships and what people copy has no findings, not even a warning. */
final class ShippedFilesTest {

    @Test
    void haveNoFindings() throws IOException {
        CapturedConsole.Printed printed =
                CapturedConsole.in(Path.of("").toAbsolutePath())
                        .run("validate", "playbooks", "policies", "examples", "benchmark");
        assertEquals(0, printed.exitCode());
        assertEquals("no findings in 22 files, 4 ignored\n", printed.out());
    }
}
