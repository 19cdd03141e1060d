package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Question;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.AskNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A question that a run puts to people.
 *
 * @param id its {@link Held#id}, the same at each replay
 * @param runNumber of the run in the store
 * @param playbook id of the playbook that the run was started with
 * @param path of the step, from the run that nobody called
 * @param facts of the run that nobody called: event, alert, who started it
 * @param expiresAt when its time is up, or null
 */
public record OpenQuestion(
        Held id,
        long runNumber,
        String playbook,
        AskNode node,
        String path,
        Question content,
        RunFacts facts,
        Instant askedAt,
        @Nullable Instant expiresAt) {}
