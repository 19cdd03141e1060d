package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.cli.MarkdownBlocks.Block;
import dev.tocsin.document.FirstKey;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Builds {@code docs/lab.md}: its {@code ```yaml} files make up a project, playbooks at its top and
 * scenarios in {@code lab/}, {@code ```json NAME} is an event in it, and {@code ```console} shows
 * what is printed there. {@code -Dtocsin.golden=rewrite} writes that into the page.
 */
final class LabPageTest {

    private static final Path PAGE = Path.of("docs/lab.md");
    private static final Path EXAMPLE = Path.of("examples/lab/fabrikam");

    @TempDir Path folder;

    @Test
    void showsWhatTheProgramDoes() throws IOException {
        Files.writeString(folder.resolve("connections.yaml"), "connections: {}\n");
        Files.createDirectory(folder.resolve("lab"));
        StringBuilder page = new StringBuilder();
        int shown = 0;
        for (Block block : MarkdownBlocks.of(Files.readString(PAGE))) {
            String text = block.text();
            if (block.info().equals("yaml")) {
                String kind = FirstKey.of(text);
                String name = text.lines().filter(line -> line.startsWith(kind)).findFirst().get();
                String file = name.substring(name.indexOf(' ') + 1) + ".yaml";
                file(kind.equals("lab") ? "lab/" + file : file, text);
            } else if (block.info().startsWith("json ")) {
                file(block.info().substring(5), text);
            } else if (block.info().equals("console")) {
                text = ConsoleBlock.run(text, folder);
                shown++;
            }
            page.append(block.with(text));
        }
        assertTrue(shown > 2, "the page shows what is printed");
        Golden.check(PAGE, page.toString());
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** What people copy runs, and is what the page shows. */
    @Test
    void theExampleIsTheOneThatShips() throws Exception {
        String company = Files.readString(EXAMPLE.resolve("company.yaml"));
        String page = Files.readString(PAGE);
        assertTrue(page.contains(company.substring(company.indexOf("lab: "))));
        MapValue event = (MapValue) Json.parse(Files.readString(EXAMPLE.resolve("alert.json")));
        CapturedConsole.Printed printed =
                CapturedConsole.in(Path.of("").toAbsolutePath())
                        .run(
                                "run",
                                "playbooks/isolate-device-on-high-alert.yaml",
                                "--event",
                                EXAMPLE.resolve("alert.json").toString(),
                                "--lab",
                                "--scenario",
                                EXAMPLE.resolve("company.yaml").toString());
        assertEquals(ExitCode.FINE, printed.exitCode(), printed::err);
        assertTrue(printed.err().contains("in the lab of fabrikam"), printed::err);
        assertTrue(printed.out().contains("machine " + event.text("machineId")), printed::out);
    }
}
