package dev.tocsin.playbook;

import dev.tocsin.source.Span;

import java.time.Instant;

/**
 * When something written in a file ends.
 *
 * @param end the first moment at which it holds no more: for a date the start of the next day, UTC
 * @param text as written
 */
public record Expiry(Instant end, String text, Span span) {

    public boolean isOver(Instant now) {
        return !now.isBefore(end);
    }
}
