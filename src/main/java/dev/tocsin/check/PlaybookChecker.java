package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostic;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;

import org.jspecify.annotations.Nullable;

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
        return check(playbook, CalledPlaybooks.none(connectors), diagnostics);
    }

    /**
     * The same for a playbook of a project; what it calls is checked with it. What is wrong there
     * is told by {@link CalledPlaybooks#errors}.
     */
    public static Resolution check(
            Playbook playbook, CalledPlaybooks playbooks, Diagnostics diagnostics) {
        Resolution resolution = checkAlone(playbook, playbooks, diagnostics);
        if (resolution.hasCalls()) {
            CallGraph.check(playbook, playbooks, diagnostics);
        }
        return resolution;
    }

    /** All that can be said without checking other playbooks. */
    static Resolution checkAlone(
            Playbook playbook, CalledPlaybooks playbooks, Diagnostics diagnostics) {
        ConnectorRegistry connectors = playbooks.connectors();
        StructureChecks.check(playbook, diagnostics);
        InputDefaults.check(playbook, diagnostics);
        new TriggerCheck(playbook, connectors, diagnostics).check();
        VariableTypes variables = VariableTypes.of(playbook);
        Diagnostics found = new Diagnostics();
        Resolution resolution =
                new Resolver(playbook, playbooks, variables, found).resolve(playbook);
        while (!variables.isComplete()) {
            variables = variables.next();
            found = new Diagnostics();
            resolution = new Resolver(playbook, playbooks, variables, found).resolve(playbook);
        }
        if (!found.isEmpty()) {
            boolean namesHold = !hasBadName(playbook);
            for (Diagnostic diagnostic : found.sorted()) {
                if (namesHold || diagnostic.code() != Code.UNKNOWN_NAME) {
                    diagnostics.add(diagnostic);
                }
            }
        }
        Lints.check(playbook, playbooks, resolution, diagnostics);
        return resolution;
    }

    /**
     * Whether some step has an id that cannot be one. The structure check has said so; that every
     * use of the meant id is unknown is the same mistake.
     */
    private static boolean hasBadName(Playbook playbook) {
        for (Step step : InnerSteps.all(playbook)) {
            boolean bad =
                    isBad(step.head().id())
                            || step instanceof ForEachStep loop && isBad(loop.item());
            if (bad) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBad(@Nullable Name name) {
        if (name == null) {
            return false;
        }
        String text = name.text();
        boolean good = !text.isEmpty() && text.charAt(0) >= 'a' && text.charAt(0) <= 'z';
        for (int i = 0; i < text.length(); i++) {
            good &= text.charAt(i) < 0x7F && Character.isLetterOrDigit(text.charAt(i));
        }
        return !good;
    }
}
