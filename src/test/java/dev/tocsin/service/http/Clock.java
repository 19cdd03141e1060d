package dev.tocsin.service.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
public final class Clock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void go(Duration time) {
        now = now.plus(time);
    }
}
