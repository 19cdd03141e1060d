package dev.tocsin.check;

import dev.tocsin.connector.Effect;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.Step;

import java.util.HashMap;
import java.util.Map;

/** Which steps cut off a device or person: actions, and calls of playbooks that do. */
final class Containments {

    enum Kind {
        NONE,
        /** A called playbook contains only what an answer in it decides. */
        ASKS_ITSELF,
        /** Whether it is done is up to the steps around it. */
        UNDECIDED
    }

    private final CalledPlaybooks playbooks;
    private final Map<String, Kind> called = new HashMap<>();

    Containments(CalledPlaybooks playbooks) {
        this.playbooks = playbooks;
    }

    /** Of the step without those inside it. */
    Kind of(Step step) {
        if (step instanceof CallStep call) {
            return of(call);
        }
        return step instanceof ActionStep action
                        && PlaybookEffect.of(action, playbooks.connectors()) == Effect.CONTAIN
                ? Kind.UNDECIDED
                : Kind.NONE;
    }

    private Kind of(CallStep call) {
        String id = call.playbook().text();
        Kind known = called.get(id);
        if (known == null) {
            // A call back to a playbook being looked at adds nothing to what is found there.
            called.put(id, Kind.NONE);
            CalledPlaybook playbook = playbooks.one(id);
            known =
                    playbook == null
                            ? Kind.NONE
                            : UndecidedContainment.of(playbook.playbook(), this);
            called.put(id, known);
        }
        return known;
    }
}
