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

    /** What an event must be like to start a run; null where every one does. */
    default @Nullable Expression when() {
        return null;
    }

    /** What {@code --trigger} and {@code run.trigger} call it: its id, else its kind. */
    default String name() {
        Name id = id();
        return id == null ? kind() : id.text();
    }

    /** Its key in the file. */
    default String kind() {
        return switch (this) {
            case Alert _ -> "alert";
            case Incident _ -> "incident";
            case Schedule _ -> "schedule";
            case Webhook _ -> "webhook";
            case Poll _ -> "poll";
            case Call _ -> "call";
        };
    }

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

    /**
     * A cron expression with its zone, or a fixed pause. Exactly one of the two is there.
     *
     * @param missed which times are made up for that came while the service was down
     */
    record Schedule(
            @Nullable Name id,
            @Nullable Cron cron,
            @Nullable ZoneId zone,
            @Nullable Duration every,
            Missed missed,
            Span span)
            implements Trigger {}

    /**
     * An HTTP request with a JSON body.
     *
     * @param path below {@code /v1/hooks/}
     * @param proof how the sender is known; null where by a token of the service
     */
    record Webhook(
            @Nullable Name id, Name path, Schema body, @Nullable SenderProof proof, Span span)
            implements Trigger {}

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
