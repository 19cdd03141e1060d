package dev.tocsin.check;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Playbook;

/** The checks of what would run, but is likely to be meant otherwise. */
final class Lints {

    private Lints() {}

    static void check(Playbook playbook, Resolution resolution, Diagnostics diagnostics) {
        UndecidedContainment.check(playbook, resolution, diagnostics);
        UnhandledChange.check(playbook, resolution, diagnostics);
        ConstantCondition.check(playbook, diagnostics);
        Reads reads = Reads.of(playbook);
        UnusedName.check(playbook, reads, diagnostics);
        UnusedResult.check(playbook, reads, resolution, diagnostics);
    }
}
