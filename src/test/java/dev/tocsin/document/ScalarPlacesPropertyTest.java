package dev.tocsin.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.List;

/** Each character of a scalar's text leads back to the character of the file that it came from. */
final class ScalarPlacesPropertyTest {

    private static final String END = "\nlast: 1\n";

    @Property(seed = "20261121", tries = 2000)
    void plain(@ForAll("words") List<String> words, @ForAll("breaks") List<String> breaks) {
        leadsBack("key: " + join(words, breaks, "  ") + END);
    }

    @Property(seed = "20261121", tries = 2000)
    void singleQuoted(@ForAll("words") List<String> words, @ForAll("breaks") List<String> breaks) {
        leadsBack("key: 'it''s " + join(words, breaks, "   ") + "'" + END);
    }

    @Property(seed = "20261121", tries = 2000)
    void doubleQuoted(
            @ForAll("escaped") List<String> words, @ForAll("breaks") List<String> breaks) {
        leadsBack("key: \"" + join(words, breaks, "  ") + "\"" + END);
    }

    @Property(seed = "20261121", tries = 3000)
    void blocks(
            @ForAll("headers") String header,
            @ForAll("lines") List<String> lines,
            @ForAll("lineEnds") String lineEnd) {
        StringBuilder yaml = new StringBuilder("key: ").append(header).append(lineEnd);
        yaml.append("  start").append(lineEnd);
        for (String line : lines) {
            yaml.append(line.isEmpty() ? "" : "  " + line).append(lineEnd);
        }
        leadsBack(yaml.append("last: 1").append(lineEnd).toString());
    }

    private static void leadsBack(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Document document = DocumentParser.parse(SourceText.of("t.yaml", yaml), diagnostics);
        assertTrue(diagnostics.isEmpty(), () -> yaml + diagnostics.sorted());
        assertNotNull(document);
        MapNode root = (MapNode) document.root();
        ScalarNode scalar = (ScalarNode) root.entries().getFirst().value();
        String text = scalar.text();
        assertTrue(ScalarPlaces.of(scalar).matched(), () -> "not matched: " + yaml);
        int before = scalar.span().start();
        for (int i = 0; i < text.length(); i++) {
            Span span = scalar.spanOf(i, i + 1);
            String found = yaml.substring(span.start(), span.end());
            assertTrue(scalar.span().contains(span), () -> span + " outside in " + yaml);
            assertTrue(span.start() >= before || found.isEmpty(), () -> "goes back in " + yaml);
            before = span.start();
            assertMeans(text.charAt(i), found, yaml);
        }
        assertEquals(Span.at(scalar.spanOf(0, 1).start()), scalar.spanOf(0, 0));
    }

    private static void assertMeans(char c, String found, String yaml) {
        boolean same = found.equals(String.valueOf(c));
        boolean escape = found.startsWith("\\") || found.equals("''");
        boolean folded = (c == ' ' || c == '\n') && found.isBlank();
        assertTrue(same || escape || folded, () -> "'" + c + "' from '" + found + "' in " + yaml);
    }

    private static String join(List<String> words, List<String> breaks, String indentation) {
        StringBuilder out = new StringBuilder("word");
        for (int i = 0; i < words.size(); i++) {
            String between = breaks.get(i % breaks.size());
            out.append(between.replace(">", indentation)).append(words.get(i));
        }
        return out.toString();
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of("a", "bc", "${x}", "\u00e9", "\uD83D\uDE00", "d-e", "1.5", "\u4e2d")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> escaped() {
        return Arbitraries.of(
                        "a",
                        "\\\"",
                        "\\n",
                        "\\u00e9",
                        "\\x41",
                        "\\U0001F600",
                        "\\\\",
                        "\\/",
                        "\uD83D\uDE00",
                        "x\\\n  y",
                        "x \\\n  \\ y",
                        "\\t")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> breaks() {
        return Arbitraries.of(" ", "  ", "\n>", "\n\n>", "\n\n\n>", "\r\n>", " \n >", "\r\n\r\n>")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> headers() {
        return Combinators.combine(
                        Arbitraries.of("|", ">"),
                        Arbitraries.of("", "2", "1"),
                        Arbitraries.of("", "-", "+"),
                        Arbitraries.of("", " # comment"))
                .as(
                        (style, indentation, chomping, comment) ->
                                style + indentation + chomping + comment);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(
                        "",
                        "a",
                        "bc d",
                        "  more",
                        "\ttab",
                        "\uD83D\uDE00 x",
                        "# no comment",
                        "- item")
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n");
    }
}
