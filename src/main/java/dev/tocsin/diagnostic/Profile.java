package dev.tocsin.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much is reported, from the least to the most. Errors are in every profile: they cannot run,
 * or may do harm.
 */
public enum Profile {
    /** Errors only. */
    MIN,
    /** Errors and the warnings that are worth everybody's time: what is used unless asked. */
    STANDARD,
    /** Further warnings too; and a warning fails the check as an error does. */
    STRICT;

    /** As given after {@code --profile}: {@code min}, {@code standard}, {@code strict}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those of {@code found} that this profile reports, in the same order. */
    public List<Diagnostic> of(List<Diagnostic> found) {
        List<Diagnostic> reported = new ArrayList<>(found.size());
        for (Diagnostic diagnostic : found) {
            if (reports(diagnostic)) {
                reported.add(diagnostic);
            }
        }
        return reported;
    }

    /** Whether a check that found these has failed. */
    public boolean fails(List<Diagnostic> reported) {
        for (Diagnostic diagnostic : reported) {
            if (this == STRICT || diagnostic.severity() == Severity.ERROR) {
                return true;
            }
        }
        return false;
    }

    private boolean reports(Diagnostic diagnostic) {
        return diagnostic.severity() == Severity.ERROR
                || diagnostic.code().from().ordinal() <= ordinal();
    }
}
