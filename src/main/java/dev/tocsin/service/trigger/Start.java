package dev.tocsin.service.trigger;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * A run that is to begin.
 *
 * @param playbook whose run
 * @param trigger what {@code run.trigger} holds: the name of a trigger, or of an accepted signal
 * @param event with what is secret in it marked
 * @param signal in the common form, where the playbook asks for it
 * @param inputs that a policy gives; empty where none does
 * @param once what no other run has: a second start with the same text is the first; null for one
 *     that may come again
 * @param by who or what started it, for {@code run.startedBy}
 */
record Start(
        LoadedPlaybook playbook,
        String trigger,
        Value event,
        RunFacts.Signal signal,
        MapValue inputs,
        @Nullable String once,
        String by) {}
