package dev.tocsin.check;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Playbook;

/** The checks that need nothing but the playbook itself: no connector and no type. */
public final class StructureChecks {

    private StructureChecks() {}

    /** Reports each mistake once; works on playbooks with other mistakes too. */
    public static void check(Playbook playbook, Diagnostics diagnostics) {
        DuplicateId.check(playbook, diagnostics);
        ShadowedName.check(playbook, diagnostics);
        DuplicateCase.check(playbook, diagnostics);
        MisplacedStep.check(playbook, diagnostics);
        UnreachableStep.check(playbook, diagnostics);
        SharedVariable.check(playbook, diagnostics);
        InvalidOutput.check(playbook, diagnostics);
        WaitForCheck.check(playbook, diagnostics);
    }
}
