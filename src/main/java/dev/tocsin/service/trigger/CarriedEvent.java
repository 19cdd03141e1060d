package dev.tocsin.service.trigger;

import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** One event of a request, or why it is none. */
sealed interface CarriedEvent {

    /**
     * An event as its source sent it.
     *
     * @param value not checked against any schema yet
     * @param envelopeId the {@code id} of the CloudEvent around it, or null without one
     */
    record Whole(Value value, @Nullable String envelopeId) implements CarriedEvent {}

    /**
     * Its envelope cannot be read.
     *
     * @param pointer to what is wrong, as JSON Pointer (RFC 6901); empty for the whole
     */
    record Unfit(String pointer, String message) implements CarriedEvent {}
}
