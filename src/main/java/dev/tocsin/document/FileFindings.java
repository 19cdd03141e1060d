package dev.tocsin.document;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is said about one file in the end, when all stages have spoken. Comments hide what they
 * ignore, {@code # tocsin: ignore[code] reason} on the line of the finding or alone on a line
 * before it; and what an error may be the only cause of waits until the error is gone.
 */
public final class FileFindings {

    private FileFindings() {}

    /**
     * What remains.
     *
     * @param found what was said about this file, and perhaps about others
     */
    public static Diagnostics settle(Document document, Diagnostics found) {
        boolean misread = isMisread(found);
        Diagnostics settled = misread ? withoutConsequences(found) : found;
        return IgnoreCommentReader.mayHaveAny(document.source().text())
                ? withoutIgnored(document, settled, misread)
                : settled;
    }

    /** Whether some part of the file was not taken as it is meant: a name in it may seem unused. */
    private static boolean isMisread(Diagnostics found) {
        if (found.hasErrors() || found.isEmpty()) {
            return found.hasErrors();
        }
        for (Diagnostic diagnostic : found.sorted()) {
            if (diagnostic.code() == Code.MISSING_BRACES) {
                return true;
            }
        }
        return false;
    }

    private static Diagnostics withoutConsequences(Diagnostics found) {
        Diagnostics remaining = new Diagnostics();
        for (Diagnostic diagnostic : found.sorted()) {
            if (!diagnostic.code().mayFollowFromErrors()) {
                remaining.add(diagnostic);
            }
        }
        return remaining;
    }

    private static Diagnostics withoutIgnored(
            Document document, Diagnostics found, boolean misread) {
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
                boolean leftForLater = misread && listed.code().mayFollowFromErrors();
                if (!used.contains(listed) && !leftForLater) {
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
