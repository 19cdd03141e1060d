package dev.tocsin.check;

import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Step;

/** What a step has done: the operation of an action, the playbook of a call. */
final class Performed {

    private Performed() {}

    /** Of another step, its kind. */
    static Name by(Step step) {
        if (step instanceof CallStep call) {
            return call.playbook();
        }
        return step instanceof ActionStep action ? action.operation() : step.head().kind();
    }
}
