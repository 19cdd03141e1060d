package dev.tocsin.testing;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Operation;
import dev.tocsin.host.Performer;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;

/** Performs operations by giving what a script says. */
public final class ScriptedPerformer implements Performer {

    private final Script script;

    public ScriptedPerformer(Script script) {
        this.script = script;
    }

    @Override
    public Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws ConnectorException {
        return script.next(pathIn(key), nameOf(node, operation)).give();
    }

    /** The path of the step, which is what follows the id of the run in an idempotency key. */
    static String pathIn(String idempotencyKey) {
        return idempotencyKey.substring(idempotencyKey.indexOf('/') + 1);
    }

    static String nameOf(ActionNode node, Operation operation) {
        return node.connector().name() + "." + operation.spec().name();
    }
}
