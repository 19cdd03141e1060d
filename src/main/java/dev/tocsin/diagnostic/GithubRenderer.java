package dev.tocsin.diagnostic;

import dev.tocsin.source.Position;

/**
 * Prints findings as workflow commands of GitHub Actions, which shows them at their lines; <a
 * href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">
 * workflow commands</a>.
 */
public final class GithubRenderer {

    private GithubRenderer() {}

    /** One command a line, and the summary as the last line. */
    public static String render(Findings findings) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : findings.reported()) {
            Position start = diagnostic.source().position(diagnostic.span().start());
            Position end = diagnostic.source().position(diagnostic.span().end());
            out.append("::").append(diagnostic.severity().word());
            out.append(" file=").append(property(diagnostic.source().name()));
            out.append(",line=").append(start.line()).append(",endLine=").append(end.line());
            if (start.line() == end.line()) {
                // GitHub takes columns only where both are on one line.
                out.append(",col=").append(start.column());
                out.append(",endColumn=").append(end.column());
            }
            out.append(",title=").append(diagnostic.code().id());
            out.append("::").append(data(diagnostic.message()));
            for (Note note : diagnostic.notes()) {
                out.append("%0A").append(data(note.text()));
            }
            out.append('\n');
        }
        return out.append(Summary.of(findings)).append('\n').toString();
    }

    private static String data(String text) {
        return TerminalText.of(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
