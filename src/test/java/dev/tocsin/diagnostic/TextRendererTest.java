package dev.tocsin.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

final class TextRendererTest {

    private static Diagnostic at(String text, String shown) {
        int start = text.indexOf(shown);
        Span span = new Span(start, start + shown.length());
        SourceText source = SourceText.of("a.yaml", text);
        return new Diagnostic(
                Code.UNKNOWN_KEY, Severity.ERROR, "unknown key", source, span, List.of());
    }

    private static String render(Diagnostic diagnostic) {
        return new TextRenderer(Colour.OFF).render(diagnostic);
    }

    @Test
    void caretsAllowForTabsAndWideLetters() {
        assertEquals(
                """
                a.yaml:1:7: error: unknown key [unknown-key]
                  |
                1 | k:  中文 x y
                  |          ^
                """,
                render(at("k:\t中文 x y", "x")));
    }

    @Test
    void aLongLineIsCutAroundTheSpan() {
        String text = "a".repeat(5000) + " here " + "b".repeat(5000);
        String[] lines = render(at(text, "here")).split("\n");
        assertTrue(lines[2].length() < 140, lines[2]);
        assertEquals(lines[2].indexOf("here"), lines[3].indexOf('^'));
    }

    @Test
    void nothingReachesTheTerminalAsACommand() {
        String shown = render(at("x: \u001B[2J\u202Ebad", "bad"));
        assertTrue(shown.contains("x: \\u{1B}[2J\\u{202E}bad"), shown);
    }

    @Test
    void suggestionsForgiveSlips() {
        List<String> known = List.of("action", "quarantine", "id", "in");
        assertEquals("action", Suggestion.closest("actoin", known));
        assertEquals("quarantine", Suggestion.closest("Quarantine", known));
        assertEquals("quarantine", Suggestion.closest("quarantin", known));
        assertNull(Suggestion.closest("colour", known));
        assertNull(Suggestion.closest("x", known));
    }

    @Test
    void theSummaryCounts() {
        Diagnostic error = at("k: v", "k");
        assertEquals("no findings in 1 file", summary(List.of(), 1, 0, 0));
        assertEquals(
                "no findings in 1 file, 2 ignored, 1 in the baseline", summary(List.of(), 1, 2, 1));
        assertEquals("2 errors in 3 files", summary(List.of(error, error), 3, 0, 0));
    }

    private static String summary(List<Diagnostic> found, int files, int ignored, int known) {
        return Summary.of(new Findings(found, files, ignored, known));
    }

    @Test
    void ofOneFileOnlySoManyArePrinted() {
        Diagnostic error = at("k: v", "k");
        String printed = new TextRenderer(Colour.OFF).render(Collections.nCopies(250, error));
        assertTrue(printed.endsWith("\nand 150 more in a.yaml\n"), printed);
    }
}
