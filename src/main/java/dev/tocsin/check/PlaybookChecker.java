package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.Playbook;

/** All checks of one playbook, in one pass. */
public final class PlaybookChecker {

    private PlaybookChecker() {}

    /**
     * Reports whatever is wrong.
     *
     * @return what was learned; to be used only where no error was reported
     */
    public static Resolution check(
            Playbook playbook, ConnectorRegistry connectors, Diagnostics diagnostics) {
        StructureChecks.check(playbook, diagnostics);
        InputDefaults.check(playbook, diagnostics);
        new TriggerCheck(playbook, connectors, diagnostics).check();
        return new Resolver(playbook, connectors, diagnostics).resolve(playbook);
    }
}
