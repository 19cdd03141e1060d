package dev.tocsin.host.durable;

import org.jspecify.annotations.Nullable;

/**
 * What {@link DurableHost#create} made, or found.
 *
 * @param id of the run; of the one that was there before where {@code isNew} is false
 * @param number of the run in the store
 * @param status {@code running}, {@code queued} (no room in its lane yet) or {@code skipped}; of a
 *     run that was there before, whatever it is
 * @param begins what {@link DurableHost#begin} begins; null where there is nothing to begin
 */
public record Created(
        String id, long number, boolean isNew, String status, @Nullable NewRun begins) {}
