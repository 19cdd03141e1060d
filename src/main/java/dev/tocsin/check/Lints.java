package dev.tocsin.check;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Playbook;

/** The checks of what would run, but is likely to be meant otherwise. */
final class Lints {

    private Lints() {}

    static void check(
            Playbook playbook,
            CalledPlaybooks playbooks,
            Resolution resolution,
            Diagnostics diagnostics) {
        UndecidedContainment.check(playbook, new Containments(playbooks), diagnostics);
        UnhandledChange.check(playbook, playbooks, diagnostics);
        ConstantCondition.check(playbook, diagnostics);
        Reads reads = Reads.of(playbook);
        UnusedName.check(playbook, reads, diagnostics);
        UnusedResult.check(playbook, reads, resolution, diagnostics);
    }
}
