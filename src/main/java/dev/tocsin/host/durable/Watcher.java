package dev.tocsin.host.durable;

import dev.tocsin.value.MapValue;

/**
 * Told of what runs did, once it is committed: a live view, metrics. Called from many threads, of
 * one run in order; must neither block nor throw.
 */
@FunctionalInterface
public interface Watcher {

    Watcher NOBODY = (_, _, _) -> {};

    /**
     * @param run its id
     * @param kind {@code step} (detail: path, kind, status), else the kind of a row of the journal
     *     (detail: {@code seq}), or {@code status} (detail: status, playbook, and reason where
     *     there is one)
     * @param detail holds no result and no secret
     */
    void event(String run, String kind, MapValue detail);
}
