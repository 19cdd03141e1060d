package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nothing is found in the whole playbooks that the documentation shows. */
final class DocumentedPlaybooksTest {

    private static final Pattern BLOCK =
            Pattern.compile("```yaml\\n((?:#[^\\n]*\\n)?playbook: .*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void haveNoFindings() throws IOException {
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
        String all = "no findings in " + shown + " files";
        CapturedConsole.Printed printed = CapturedConsole.in(folder).run("validate", ".");
        assertTrue(printed.out().startsWith(all), printed::out);
        assertTrue(shown > 20, "the README, the tour and the reference show playbooks");
    }
}
