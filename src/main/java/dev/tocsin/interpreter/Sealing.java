package dev.tocsin.interpreter;

import dev.tocsin.connector.Operation;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.JobNode;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

/**
 * Secrets at the border between a run and a connector. Inside the run they are sealed; a connector
 * works with what they hold. Hosts seal the answers of services too; sealing twice changes nothing.
 */
final class Sealing {

    private Sealing() {}

    /** The result of an action, or of a look at its job, with the secrets that it declares. */
    static Value result(ActionNode node, Value result) {
        JobNode job = node.job();
        Value sealed = SecretMarks.mark(result, node.operation().spec().output());
        return job == null ? sealed : SecretMarks.mark(sealed, job.poll().spec().output());
    }

    /** What a connector's own code gets to see. */
    static MapValue opened(MapValue input) {
        return SecretValue.openAll(input) instanceof MapValue map ? map : MapValue.EMPTY;
    }

    /** The input of an operation that a connector made itself. */
    static MapValue input(Operation operation, MapValue made) {
        return SecretMarks.mark(made, operation.spec().input()) instanceof MapValue sealed
                ? sealed
                : made;
    }
}
