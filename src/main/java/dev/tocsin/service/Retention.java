package dev.tocsin.service;

import dev.tocsin.service.config.ServiceFile.StoreFile;
import dev.tocsin.service.trigger.Driven;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StorePrune;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Removes what is older than the operator wants to keep, once an hour. One thread drives it. */
final class Retention implements Driven {

    private static final Duration EVERY = Duration.ofHours(1);

    private final Store store;
    private final StoreFile rules;
    private final InstantSource clock;
    private volatile Instant due;

    Retention(Store store, StoreFile rules, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.due = clock.instant().plus(EVERY);
    }

    @Override
    public Instant nextDue() {
        return due;
    }

    @Override
    public void tick() throws StoreException, InterruptedException {
        Instant now = clock.instant();
        if (due.isAfter(now)) {
            return;
        }
        due = now.plus(EVERY);
        StorePrune.prune(store, now.minus(rules.runs()), now.minus(rules.alerts()));
    }

    @Override
    public List<String> failing() {
        return List.of();
    }
}
