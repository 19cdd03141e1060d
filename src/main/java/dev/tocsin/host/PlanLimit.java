package dev.tocsin.host;

import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * How many runs of the playbook the service lets go on at once.
 *
 * @param key what this run is counted under; null where all runs are counted together
 * @param whenBusy {@code queue}, {@code skip} or {@code cancelOldest}
 */
public record PlanLimit(int limit, @Nullable Value key, String whenBusy) {}
