package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every whole playbook that the documentation shows is a valid one. */
final class DocumentedPlaybooksTest {

    private static final Pattern BLOCK =
            Pattern.compile("```yaml\\n((?:#[^\\n]*\\n)?playbook: .*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void haveNoErrors() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (var docs = Files.list(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        int shown = 0;
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                Path file = folder.resolve(page.getFileName() + "-" + ++shown + ".yaml");
                Files.writeString(file, block.group(1));
            }
        }
        assertFalse(shown < 2, "the README and the tour each show a playbook");
        CapturedConsole.Printed printed = CapturedConsole.in(folder).run("validate", ".");
        assertEquals(0, printed.exitCode(), printed::out);
    }
}
