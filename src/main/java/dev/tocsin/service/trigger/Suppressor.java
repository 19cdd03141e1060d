package dev.tocsin.service.trigger;

import dev.tocsin.alert.SignalFacts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Decides which alerts nobody wants to see: they are kept, and start nothing. Thread-safe. */
@FunctionalInterface
public interface Suppressor {

    /** Suppresses nothing. */
    Suppressor NONE = (_, _) -> null;

    /** Why this one is suppressed, for people; null where it is not. */
    @Nullable String suppresses(SignalFacts signal, Instant now);
}
