package dev.tocsin.playbook;

import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.schema.Schema;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.ZoneId;

/** What starts a run. Every playbook can also be run by hand. */
public sealed interface Trigger {

    /** Names the trigger for {@code --trigger}; null where the author gave none. */
    @Nullable Name id();

    Span span();

    /**
     * An alert of a source arrives.
     *
     * @param source the connector whose alerts these are
     */
    record Alert(@Nullable Name id, Name source, @Nullable Expression when, Span span)
            implements Trigger {}

    /** An incident of a source arrives. */
    record Incident(@Nullable Name id, Name source, @Nullable Expression when, Span span)
            implements Trigger {}

    /** A cron expression with its zone, or a fixed pause. Exactly one of the two is there. */
    record Schedule(
            @Nullable Name id,
            @Nullable Name cron,
            @Nullable ZoneId zone,
            @Nullable Duration every,
            Span span)
            implements Trigger {}

    /**
     * An HTTP request with a JSON body.
     *
     * @param path below {@code /v1/hooks/}
     */
    record Webhook(@Nullable Name id, Name path, Schema body, Span span) implements Trigger {}

    /**
     * A read operation, called now and then; each new item starts a run.
     *
     * @param items over {@code result}: the list
     * @param key over {@code item}: what makes an item the same as one seen before
     */
    record Poll(
            @Nullable Name id,
            Name operation,
            Template with,
            Duration every,
            Expression items,
            Expression key,
            Span span)
            implements Trigger {}

    /** Another playbook calls this one. */
    record Call(@Nullable Name id, Span span) implements Trigger {}
}
