package dev.tocsin.service.trigger;

import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Something that has to be done when its time comes. A {@link Clockwork} drives it. */
public interface Driven {

    /** When {@link #tick} has something to do; null where that is not known. */
    @Nullable Instant nextDue();

    /** Does what is due. Called by one thread at a time. */
    void tick() throws StoreException, InterruptedException;

    /** One line for each thing that is not as it should be: details of readiness. */
    List<String> failing();
}
