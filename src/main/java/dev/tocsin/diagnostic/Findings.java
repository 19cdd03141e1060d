package dev.tocsin.diagnostic;

import java.util.List;

/**
 * What a check of some files came to.
 *
 * @param reported in reading order
 * @param files how many were checked
 * @param ignored how many more comments in the files hide
 * @param inBaseline how many more the baseline hides
 */
public record Findings(List<Diagnostic> reported, int files, int ignored, int inBaseline) {

    public Findings {
        reported = List.copyOf(reported);
    }
}
