package dev.tocsin.playbook;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * A playbook as written.
 *
 * @param id what other files call it by
 * @param title for people, or null
 * @param access who may do what with it
 * @param zone the time zone that schedules count in; UTC where the file names none
 * @param timeout over the whole run, or null
 * @param concurrency how many runs may go on at once, or null for any number
 * @param defaults what steps use where they say nothing themselves
 * @param triggers in the order of the file; empty where only people start it
 * @param accepts the signals that a person or a policy may start it with, besides its triggers
 * @param variables with their first values
 * @param span of the whole mapping
 */
public record Playbook(
        Name id,
        @Nullable Name title,
        @Nullable String description,
        @Nullable String owner,
        List<String> tags,
        Access access,
        ZoneId zone,
        @Nullable Duration timeout,
        @Nullable Concurrency concurrency,
        Defaults defaults,
        List<Trigger> triggers,
        List<Accepted> accepts,
        List<Parameter> inputs,
        List<Parameter> outputs,
        List<Constant> constants,
        List<Constant> variables,
        List<Step> steps,
        SourceText source,
        Span span) {

    /** The {@code defaults} of a playbook; null where it names none. */
    public record Defaults(
            @Nullable Retry retry, @Nullable Duration timeout, @Nullable OnError onError) {}

    /**
     * What {@code run.trigger} is where another playbook calls this one, or null where none may:
     * something else starts it, and no {@code call} is among that.
     */
    public @Nullable String calledAs() {
        for (Trigger trigger : triggers) {
            if (trigger instanceof Trigger.Call) {
                return trigger.name();
            }
        }
        return triggers.isEmpty() && accepts.isEmpty() ? "call" : null;
    }

    public Playbook {
        tags = List.copyOf(tags);
        triggers = List.copyOf(triggers);
        accepts = List.copyOf(accepts);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        constants = List.copyOf(constants);
        variables = List.copyOf(variables);
        steps = List.copyOf(steps);
    }
}
