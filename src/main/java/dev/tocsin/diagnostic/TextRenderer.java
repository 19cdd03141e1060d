package dev.tocsin.diagnostic;

import dev.tocsin.source.Position;
import dev.tocsin.source.SourceText;

import java.util.List;

/**
 * Prints diagnostics for people, in the shape of rustc: a first line that is enough on its own and
 * that editors can jump to, the source line with carets, notes. Stateless.
 */
public final class TextRenderer {

    /** Nobody reads more of one file; programs get them all. */
    private static final int MAX_OF_FILE = 100;

    private static final String RESET = "\u001B[0m";
    private static final String BOLD = "\u001B[1m";
    private static final String RED = "\u001B[1;31m";
    private static final String YELLOW = "\u001B[1;33m";
    private static final String BLUE = "\u001B[1;34m";

    private final boolean coloured;

    public TextRenderer(Colour colour) {
        coloured = colour == Colour.ON;
    }

    /**
     * All of them in the order given, with an empty line between two; of one file no more than
     * {@value #MAX_OF_FILE}, and a line that says how many more there are.
     */
    public String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        int ofFile = 0;
        for (int i = 0; i < diagnostics.size(); i++) {
            Diagnostic diagnostic = diagnostics.get(i);
            boolean newFile =
                    i == 0 || !diagnostics.get(i - 1).source().equals(diagnostic.source());
            ofFile = newFile ? 1 : ofFile + 1;
            if (ofFile <= MAX_OF_FILE) {
                if (i > 0) {
                    out.append('\n');
                }
                render(diagnostic, diagnostics, out);
            } else if (i + 1 == diagnostics.size()
                    || !diagnostics.get(i + 1).source().equals(diagnostic.source())) {
                out.append("\nand ").append(ofFile - MAX_OF_FILE).append(" more in ");
                out.append(TerminalText.of(diagnostic.source().name())).append('\n');
            }
        }
        return out.toString();
    }

    /** One diagnostic, ending with a line feed. */
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        render(diagnostic, List.of(diagnostic), out);
        return out.toString();
    }

    private void render(Diagnostic diagnostic, List<Diagnostic> all, StringBuilder out) {
        boolean placed = !diagnostic.source().text().isEmpty();
        Position position = diagnostic.source().position(diagnostic.span().start());
        String accent = diagnostic.severity() == Severity.ERROR ? RED : YELLOW;

        paint(BOLD, where(diagnostic, placed, position), out);
        out.append(' ');
        paint(accent, diagnostic.severity().word() + ":", out);
        out.append(' ');
        paint(BOLD, TerminalText.of(diagnostic.message()), out);
        out.append(" [").append(diagnostic.code().id()).append("]\n");

        String number = placed ? Integer.toString(position.line()) : "";
        String gutter = " ".repeat(number.length());
        if (placed) {
            snippet(diagnostic, all, number, gutter, accent, out);
        }
        for (Note note : diagnostic.notes()) {
            String kind =
                    switch (note) {
                        case Note.Fact _ -> " = note: ";
                        case Note.Help _ -> " = help: ";
                    };
            out.append(gutter);
            paint(BLUE, kind, out);
            // Lines to copy stay lines; indented, so that none can pass for a diagnostic.
            String between = "";
            for (String line : note.text().split("\n", -1)) {
                out.append(between).append(TerminalText.of(line)).append('\n');
                between = gutter + "   ";
            }
        }
    }

    private static String where(Diagnostic diagnostic, boolean placed, Position position) {
        String name = TerminalText.of(diagnostic.source().name());
        return placed ? name + ":" + position.line() + ":" + position.column() + ":" : name + ":";
    }

    private void snippet(
            Diagnostic diagnostic,
            List<Diagnostic> all,
            String number,
            String gutter,
            String accent,
            StringBuilder out) {
        Snippet snippet = Snippet.of(shown(diagnostic, all), diagnostic.span());
        paint(BLUE, gutter + " |", out);
        out.append('\n');
        paint(BLUE, number + " |", out);
        if (!snippet.text().isEmpty()) {
            out.append(' ').append(snippet.text());
        }
        out.append('\n');
        paint(BLUE, gutter + " |", out);
        out.repeat(' ', snippet.caretColumn() + 1);
        paint(accent, "^".repeat(snippet.caretCells()), out);
        out.append('\n');
    }

    /** The source, but for the credentials that stand on the line: what is printed is logged. */
    private static SourceText shown(Diagnostic shown, List<Diagnostic> all) {
        SourceText source = shown.source();
        int line = source.lineAt(shown.span().start());
        StringBuilder text = null;
        for (Diagnostic diagnostic : all) {
            boolean covers =
                    diagnostic.code().marksSecret()
                            && diagnostic.source() == source
                            && source.lineAt(diagnostic.span().start()) <= line
                            && line <= source.lineAt(diagnostic.span().end());
            if (covers) {
                text = text == null ? new StringBuilder(source.text()) : text;
                for (int i = diagnostic.span().start(); i < diagnostic.span().end(); i++) {
                    if (text.charAt(i) != '\n') {
                        text.setCharAt(i, '*');
                    }
                }
            }
        }
        return text == null ? source : SourceText.of(source.name(), text.toString());
    }

    private void paint(String colour, String text, StringBuilder out) {
        if (coloured) {
            out.append(colour).append(text).append(RESET);
        } else {
            out.append(text);
        }
    }
}
