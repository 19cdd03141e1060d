package dev.tocsin.document;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Findings;
import dev.tocsin.diagnostic.JsonRenderer;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;

/** Whatever the bytes are, the answer is a document or diagnostics that can be printed. */
final class DocumentParserPropertyTest {

    @Property(seed = "20261121", tries = 2000)
    void anyBytes(@ForAll byte[] bytes) throws JsonException {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source =
                SourceReader.read(new ByteArrayInputStream(bytes), "any.yaml", diagnostics);
        if (source == null) {
            assertTrue(diagnostics.hasErrors());
            return;
        }
        answers(source);
    }

    @Property(seed = "20261121", tries = 20_000)
    void anyMixOfYaml(@ForAll("pieces") List<String> pieces) throws JsonException {
        answers(SourceText.of("mix.yaml", String.join("", pieces)));
    }

    private static void answers(SourceText source) throws JsonException {
        Diagnostics diagnostics = new Diagnostics();
        Document document = DocumentParser.parse(source, diagnostics);
        assertTrue(document != null || diagnostics.hasErrors(), "neither tree nor message");
        List<Diagnostic> found = diagnostics.sorted();
        for (Diagnostic diagnostic : found) {
            assertTrue(diagnostic.span().end() <= source.text().length(), diagnostic::toString);
            // What it quotes from the file is the author's, whatever it looks like.
            String sentence = diagnostic.message().replaceAll("`[^`]*`", "");
            assertFalse(sentence.contains("while parsing") || sentence.contains("'<"), sentence);
        }
        assertFalse(new TextRenderer(Colour.OFF).render(found).contains("\u001B"));
        assertNotNull(Json.parse(JsonRenderer.render(new Findings(found, 1, 0, 0))));
        if (document != null) {
            nested(document.root(), source.text().length());
        }
    }

    private static void nested(Node node, int length) {
        assertTrue(node.span().end() <= length);
        switch (node) {
            case ScalarNode scalar -> {
                for (int i = 0; i <= scalar.text().length(); i++) {
                    assertTrue(scalar.span().contains(scalar.spanOf(i, i)), scalar::toString);
                }
            }
            case ListNode list ->
                    list.items()
                            .forEach(
                                    item -> {
                                        assertTrue(list.span().contains(item.span()));
                                        nested(item, length);
                                    });
            case MapNode map ->
                    map.entries()
                            .forEach(
                                    entry -> {
                                        assertTrue(map.span().contains(entry.span()));
                                        nested(entry.value(), length);
                                    });
        }
    }

    /** Far above what they take; a bomb would take for ever. */
    @Example
    void bombsFailFast() {
        List<String> bombs =
                List.of(
                        "[".repeat(1_000_000),
                        "{a: ".repeat(200_000),
                        "- ".repeat(500_000),
                        "? ".repeat(500_000),
                        "a: &a [x]\n" + "b: [*a, *a, *a, *a, *a, *a, *a, *a]\n".repeat(25_000),
                        "&a ".repeat(300_000),
                        "!a ".repeat(300_000),
                        "'".repeat(1_000_000),
                        "\"\\".repeat(500_000),
                        "a: |\n" + " \n".repeat(400_000),
                        "a:\n".repeat(300_000),
                        "x".repeat(1_000_000),
                        "\u202E".repeat(300_000),
                        "%".repeat(1_000_000));
        for (String bomb : bombs) {
            Diagnostics diagnostics = new Diagnostics();
            SourceText source = SourceText.of("bomb.yaml", bomb);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> DocumentParser.parse(source, diagnostics));
            assertTrue(diagnostics.sorted().size() < 500_000);
        }
    }

    @Example
    void anEmptyFileHasNoDocument() {
        Diagnostics diagnostics = new Diagnostics();
        assertNull(DocumentParser.parse(SourceText.of("t", ""), diagnostics));
        assertTrue(diagnostics.hasErrors());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "a",
                        "key: ",
                        "- ",
                        "? ",
                        ": ",
                        "\n",
                        "  ",
                        "\t",
                        "\r\n",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "'",
                        "\"",
                        "\\",
                        "|",
                        ">",
                        "|2-",
                        "#",
                        " #",
                        "&a ",
                        "*a",
                        "!t ",
                        "!!str ",
                        "<<: ",
                        "---",
                        "...",
                        "%YAML 1.2\n",
                        "%TAG ! x\n",
                        "${x}",
                        "${a ? b : c}",
                        "@",
                        "`",
                        "\u00e9",
                        "\uD83D\uDE00",
                        "\uD83D",
                        "\u0007",
                        "\uFEFF",
                        "\u0085",
                        "\u2028",
                        "0x1F",
                        "x: y\n",
                        "  z: 1\n")
                .list()
                .ofMaxSize(25);
    }
}
