package dev.tocsin.diagnostic;

import java.util.List;

/** The last line of a report. */
public final class Summary {

    private Summary() {}

    /**
     * For example {@code 2 errors, 1 warning in 3 files, 1 ignored}, or {@code no findings in 1
     * file}.
     */
    public static String of(Findings findings) {
        List<Diagnostic> diagnostics = findings.reported();
        int errors = 0;
        for (Diagnostic diagnostic : diagnostics) {
            errors += diagnostic.severity() == Severity.ERROR ? 1 : 0;
        }
        int warnings = diagnostics.size() - errors;
        String found;
        if (errors > 0 && warnings > 0) {
            found = count(errors, "error") + ", " + count(warnings, "warning");
        } else if (errors > 0) {
            found = count(errors, "error");
        } else {
            found = warnings > 0 ? count(warnings, "warning") : "no findings";
        }
        String ignored = findings.ignored() == 0 ? "" : ", " + findings.ignored() + " ignored";
        String known =
                findings.inBaseline() == 0 ? "" : ", " + findings.inBaseline() + " in the baseline";
        return found + " in " + count(findings.files(), "file") + ignored + known;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
