package dev.tocsin.check;

import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Severity;
import dev.tocsin.document.Document;
import dev.tocsin.document.FileFindings;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.ProjectPlaybooks.Found;

import org.jspecify.annotations.Nullable;

/** A playbook that a {@code call} names, and what is known of it. */
public final class CalledPlaybook {

    private final Found file;
    private final Playbook playbook;
    private @Nullable Resolution resolution;

    CalledPlaybook(Found file, Playbook playbook) {
        this.file = file;
        this.playbook = playbook;
    }

    public Playbook playbook() {
        return playbook;
    }

    /** What the checks learned about it; only where no error was reported. */
    public Resolution resolution() {
        if (resolution == null) {
            throw new IllegalStateException("`" + playbook.id() + "` is called and not checked");
        }
        return resolution;
    }

    Found file() {
        return file;
    }

    boolean isChecked() {
        return resolution != null;
    }

    void checked(Resolution learned) {
        resolution = learned;
    }

    /** Takes what is found in the file, by itself and as part of its project. */
    Diagnostics findings() {
        return file.diagnostics();
    }

    /** All that was found, without what comments in the file hide. */
    Diagnostics told() {
        Document document = file.document();
        return document == null
                ? file.diagnostics()
                : FileFindings.settle(document, file.diagnostics());
    }

    /** Its first error that is not about a call, or null; one about a call is told there. */
    @Nullable Diagnostic firstError() {
        if (findings().hasErrors()) {
            for (Diagnostic finding : told().sorted()) {
                if (finding.severity() == Severity.ERROR
                        && !CallGraph.isAboutCalls(finding.code())) {
                    return finding;
                }
            }
        }
        return null;
    }
}
