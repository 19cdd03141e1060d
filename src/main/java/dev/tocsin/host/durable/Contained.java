package dev.tocsin.host.durable;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.MapValue;

import java.time.Instant;

/**
 * A containment that a run is about to ask for.
 *
 * @param held names it, should it be held
 * @param runNumber of the run in the store
 * @param playbook id of the playbook that the run was started with
 * @param path of the step: {@code steps[3].then[0]}, from the run that nobody called
 * @param node gives connector, connection and {@code connector.operation}
 * @param input may hold secrets
 * @param key the idempotency key: the same for all attempts at one step, and a gate is asked for
 *     the first of them only
 * @param facts of the run that nobody called: event, alert, who started it
 */
public record Contained(
        Held held,
        long runNumber,
        String playbook,
        String path,
        ActionNode node,
        MapValue input,
        String key,
        RunFacts facts,
        Instant at) {}
