package dev.tocsin.expression;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;

import java.util.List;

/** Gives faults their place in a file. */
public final class Faults {

    private Faults() {}

    /** Reports what was found in {@code expression}, whose offsets the faults count by. */
    public static void report(
            List<Fault> faults, Expression expression, SourceText source, Diagnostics diagnostics) {
        for (Fault fault : faults) {
            report(fault, expression.scalar(), expression.offset(), source, diagnostics);
        }
    }

    static void report(
            Fault fault,
            ScalarNode scalar,
            int offset,
            SourceText source,
            Diagnostics diagnostics) {
        String fact = fault.note();
        String help = fault.help();
        Note[] notes = new Note[(fact == null ? 0 : 1) + (help == null ? 0 : 1)];
        if (fact != null) {
            notes[0] = Note.fact(fact);
        }
        if (help != null) {
            notes[notes.length - 1] = Note.help(help);
        }
        diagnostics.report(
                fault.code(),
                source,
                scalar.spanOf(offset + fault.start(), offset + fault.end()),
                fault.message(),
                notes);
    }
}
