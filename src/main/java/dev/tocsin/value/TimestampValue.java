package dev.tocsin.value;

import java.time.Instant;

/** A point in time; prints as RFC 3339 in UTC. */
public record TimestampValue(Instant value) implements Value {

    @Override
    public String kind() {
        return "timestamp";
    }
}
