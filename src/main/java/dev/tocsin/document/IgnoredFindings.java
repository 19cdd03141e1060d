package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out what comments in a file hide: {@code # tocsin: ignore[code] reason} on the line of the
 * finding, or alone on a line before it. Called when all stages have spoken about the file, since a
 * comment that hides nothing is a finding itself.
 */
public final class IgnoredFindings {

    private IgnoredFindings() {}

    /**
     * What remains.
     *
     * @param found what was said about this file, and perhaps about others
     * @return {@code found} itself where the file has no such comment
     */
    public static Diagnostics leaveOut(Document document, Diagnostics found) {
        if (!IgnoreCommentReader.mayHaveAny(document.source().text())) {
            return found;
        }
        Diagnostics remaining = new Diagnostics();
        List<IgnoreComment> comments = new IgnoreCommentReader(document, remaining).read();
        Set<IgnoreComment.Listed> used = new HashSet<>();
        for (Diagnostic diagnostic : found.sorted()) {
            if (isHidden(diagnostic, document, comments, used)) {
                remaining.countIgnored();
            } else {
                remaining.add(diagnostic);
            }
        }
        for (IgnoreComment comment : comments) {
            for (IgnoreComment.Listed listed : comment.codes()) {
                if (!used.contains(listed)) {
                    unused(listed, document, remaining);
                }
            }
        }
        return remaining;
    }

    private static boolean isHidden(
            Diagnostic diagnostic,
            Document document,
            List<IgnoreComment> comments,
            Set<IgnoreComment.Listed> used) {
        boolean hidden = false;
        for (IgnoreComment comment : comments) {
            int at = diagnostic.span().start();
            boolean covered =
                    diagnostic.source() == document.source()
                            && comment.covered().start() <= at
                            && at <= comment.covered().end();
            for (IgnoreComment.Listed listed : comment.codes()) {
                if (covered && listed.code() == diagnostic.code()) {
                    used.add(listed);
                    hidden = true;
                }
            }
        }
        return hidden;
    }

    private static void unused(
            IgnoreComment.Listed listed, Document document, Diagnostics diagnostics) {
        diagnostics.report(
                Code.UNUSED_IGNORE,
                document.source(),
                listed.span(),
                "there is no `" + listed.code().id() + "` here to ignore",
                Note.help(
                        "remove it, or put it on the line of the finding or alone on the line"
                                + " before"));
    }
}
