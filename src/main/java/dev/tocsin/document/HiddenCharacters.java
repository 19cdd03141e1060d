package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import java.util.Locale;

/**
 * Characters that a reviewer cannot see: controls, zero-width and bidirectional ones (Unicode
 * categories Cc, Cf, Zl, Zp and lone surrogates). A line can then mean something else than it shows
 * (CVE-2021-42574), so they are written as escapes or not at all.
 */
final class HiddenCharacters {

    /** Past this many, one file says nothing new. */
    private static final int MAX_REPORTED = 20;

    private HiddenCharacters() {}

    /** Reports the first of them; whether there are any. */
    static boolean check(SourceText source, Diagnostics diagnostics) {
        String text = source.text();
        int reported = 0;
        for (int i = 0; i < text.length() && reported < MAX_REPORTED; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F || c == '\n' || c == '\t' || c == '\r') {
                continue;
            }
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            if (TerminalText.isHidden(codePoint)) {
                report(codePoint, source, new Span(i, end), diagnostics);
                reported++;
            }
            i = end - 1;
        }
        return reported > 0;
    }

    private static void report(
            int codePoint, SourceText source, Span span, Diagnostics diagnostics) {
        String hex = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
        String help =
                codePoint <= 0xFFFF
                        ? "delete it, or write `\\u" + "0".repeat(4 - hex.length()) + hex
                        : "delete it, or write `\\U" + "0".repeat(8 - hex.length()) + hex;
        diagnostics.report(
                Code.HIDDEN_CHARACTER,
                source,
                span,
                "hidden character `\\u{" + hex + "}`",
                Note.fact("a reader does not see it, so the line may mean something else"),
                Note.help(help + "` inside double quotes"));
    }
}
