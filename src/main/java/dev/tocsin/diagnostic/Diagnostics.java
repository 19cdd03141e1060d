package dev.tocsin.diagnostic;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what all stages have to say about the files of one command. Not thread-safe. */
public final class Diagnostics {

    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private int errors;
    private int ignored;

    /** Adds one; a diagnostic equal to an earlier one is dropped. */
    public void add(Diagnostic diagnostic) {
        if (found.add(diagnostic) && diagnostic.severity() == Severity.ERROR) {
            errors++;
        }
    }

    /** Adds one with the severity that its code has by default. */
    public void report(Code code, SourceText source, Span span, String message, Note... notes) {
        add(new Diagnostic(code, code.severity(), message, source, span, List.of(notes)));
    }

    /** Adds all that another collection holds. */
    public void addAll(Diagnostics others) {
        for (Diagnostic diagnostic : others.found) {
            add(diagnostic);
        }
        ignored += others.ignored;
    }

    /** Counts one that a comment in the file hides. */
    public void countIgnored() {
        ignored++;
    }

    /** How many findings comments in the files hide. */
    public int ignored() {
        return ignored;
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** How many errors so far; a stage compares two readings to learn whether it added any. */
    public int errorCount() {
        return errors;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them in reading order. */
    public List<Diagnostic> sorted() {
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Diagnostic.IN_READING_ORDER);
        return sorted;
    }
}
