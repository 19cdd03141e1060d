package dev.tocsin.program;

import dev.tocsin.check.StepSlots;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.playbook.Retry;
import dev.tocsin.source.Span;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/**
 * What every step has.
 *
 * @param number position in reading order over the whole playbook, from 0
 * @param kind the kind key: {@code action}, {@code forEach}
 * @param id null where the author gave none
 * @param label for people: the name, else the id, else what the step does
 * @param segment its place in the enclosing list: {@code then[0]}
 * @param slots where its result is kept, or null without an id
 * @param when null means always
 * @param timeout over all attempts, or null
 * @param retry null means the rule for the operation's idempotency
 * @param continueOn failures after which the run goes on
 * @param span where messages about the step point
 */
public record NodeHead(
        int number,
        String kind,
        @Nullable String id,
        String label,
        String segment,
        @Nullable StepSlots slots,
        @Nullable Evaluator when,
        @Nullable Duration timeout,
        @Nullable Retry retry,
        Set<ErrorKind> continueOn,
        Span span) {

    /**
     * The head of a look inside a {@code waitFor}: it is tried again as the step says, and all else
     * is up to the step.
     */
    NodeHead ofLook() {
        return new NodeHead(
                number, kind, id, label, segment, null, null, null, retry, Set.of(), span);
    }

    public NodeHead {
        continueOn = Set.copyOf(continueOn);
    }
}
