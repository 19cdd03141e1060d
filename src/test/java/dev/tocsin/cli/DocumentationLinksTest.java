package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Every link of the documentation leads to a file, and to a heading in it where it names one. */
final class DocumentationLinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void leadSomewhere() throws IOException {
        List<Path> pages =
                new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        try (var docs = Files.list(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<String> lost = new ArrayList<>();
        int seen = 0;
        for (Path page : pages) {
            for (String link : links(page)) {
                seen++;
                if (!leadsSomewhere(page, link)) {
                    lost.add(page + ": " + link);
                }
            }
        }
        assertEquals(List.of(), lost);
        assertTrue(seen > 50, "the pages link to each other");
    }

    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        for (MarkdownBlocks.Block block : MarkdownBlocks.of(Files.readString(page))) {
            if (!block.fenced()) {
                LINK.matcher(block.text()).results().forEach(link -> links.add(link.group(1)));
            }
        }
        links.removeIf(link -> link.startsWith("https:"));
        return links;
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || headings(target).contains(link.substring(hash + 1));
    }

    /** As GitHub names them: small letters, digits and hyphens, other characters left out. */
    private static List<String> headings(Path page) throws IOException {
        List<String> names = new ArrayList<>();
        for (MarkdownBlocks.Block block : MarkdownBlocks.of(Files.readString(page))) {
            if (!block.fenced()) {
                HEADING.matcher(block.text())
                        .results()
                        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                        .map(text -> text.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
