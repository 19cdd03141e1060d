package dev.tocsin.service.trigger;

import dev.tocsin.value.MapValue;

/** Where triggers tell what is not as it should be. Must neither block nor throw. */
@FunctionalInterface
public interface TriggerLog {

    TriggerLog NOBODY = (_, _) -> {};

    /**
     * Something went wrong, and is tried again or waits for somebody.
     *
     * @param event {@code arrival.failed}, {@code poll.failed}, {@code reload.failed}, …
     */
    void warning(String event, MapValue details);
}
