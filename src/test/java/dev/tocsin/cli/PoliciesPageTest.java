package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alert.PolicyRouter;
import dev.tocsin.alert.SignalFacts;
import dev.tocsin.alert.SignalReader;
import dev.tocsin.cli.MarkdownBlocks.Block;
import dev.tocsin.document.FirstKey;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.testing.Golden;
import dev.tocsin.testing.TestRouting;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Builds {@code docs/policies.md}: its {@code ```yaml} files make up a project, {@code ```json
 * NAME} is an alert, {@code ```routing SOURCE KIND NAME} shows what the policies that stand above
 * it make of that, and {@code ```console} what is printed. {@code -Dtocsin.golden=rewrite} writes
 * the page.
 */
final class PoliciesPageTest {

    private static final Path PAGE = Path.of("docs/policies.md");

    @TempDir Path folder;

    @Test
    void showsWhatTheProgramDoes() throws Exception {
        Files.writeString(folder.resolve("connections.yaml"), "connections: {}\n");
        Files.createDirectory(folder.resolve("playbooks"));
        Files.createDirectory(folder.resolve("policies"));
        StringBuilder page = new StringBuilder();
        int shown = 0;
        for (Block block : MarkdownBlocks.of(Files.readString(PAGE))) {
            String text = block.text();
            if (block.info().startsWith("yaml")) {
                file(text);
            } else if (block.info().startsWith("json ")) {
                Files.writeString(folder.resolve(block.info().substring(5)), text);
            } else if (block.info().startsWith("routing ")) {
                text = routing(block.info().split(" "));
                shown++;
            } else if (block.info().equals("console")) {
                text = ConsoleBlock.run(text, folder);
                shown++;
            }
            page.append(block.with(text));
        }
        assertTrue(shown > 3, "the page shows what becomes of alerts");
        Golden.check(PAGE, page.toString());
    }

    private void file(String text) throws IOException {
        String kind = FirstKey.of(text);
        String line = text.lines().filter(each -> each.startsWith(kind)).findFirst().orElseThrow();
        String place = kind.equals("playbook") ? "playbooks/" : "policies/";
        String name = place + line.substring(line.indexOf(' ') + 1) + ".yaml";
        Files.writeString(folder.resolve(name), text);
    }

    /** What stands above a shown result is without findings. */
    private void assertSound() {
        CapturedConsole.Printed printed = CapturedConsole.in(folder).run("validate", ".");
        assertEquals(ExitCode.FINE, printed.exitCode(), printed::out);
    }

    private String routing(String[] words) throws Exception {
        assertSound();
        PolicyRouter router = TestRouting.router(folder, CapturedConsole.NOW);
        SignalKind kind = SignalKind.valueOf(words[2].toUpperCase(Locale.ROOT));
        MapValue given = (MapValue) Json.parse(Files.readString(folder.resolve(words[3])));
        MapValue signal = SignalReader.ofCommonForm(kind, words[1]).read(given, given);
        return TestRouting.text(
                router.route(new SignalFacts(kind, words[1], signal, signal), CapturedConsole.NOW));
    }
}
