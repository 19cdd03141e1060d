package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * The keys that every step may have. A null component means that the key is not there.
 *
 * @param id unique in the playbook
 * @param name for people; shown instead of the id
 * @param when the step is skipped where this is false
 * @param timeout over all attempts, back-off included
 * @param retry how often to try again; null means the playbook's default
 * @param onError which failures the run goes on after; null means the playbook's default
 * @param unattended why this may contain a device or person without anybody's answer
 * @param kind the kind key ({@code action}, {@code forEach}) with its place: where a message about
 *     the whole step points
 */
public record StepHead(
        @Nullable Name id,
        @Nullable Name name,
        @Nullable Expression when,
        @Nullable Duration timeout,
        @Nullable Retry retry,
        @Nullable OnError onError,
        @Nullable Name unattended,
        Name kind) {

    /** The place of the kind key. */
    public Span span() {
        return kind.span();
    }
}
