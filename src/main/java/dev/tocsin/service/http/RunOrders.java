package dev.tocsin.service.http;

import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.Resolution;
import dev.tocsin.host.durable.RunStory;
import dev.tocsin.host.durable.UnreadableRunException;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What people may have done to runs. Each waits until it is committed, or will not be. */
public interface RunOrders {

    /** What became of an order to start. */
    sealed interface Started {

        /** It is committed. */
        record Begun(String run) implements Started {}

        /** Nothing of that id is served. */
        record NoPlaybook() implements Started {}

        /** The event or the inputs do not fit. */
        record Invalid(List<Fault> faults) implements Started {}

        /** Not now: what to do stands in it. */
        record Refused(String why) implements Started {}
    }

    /**
     * Starts a run by hand.
     *
     * @param event what a trigger would have brought, or null
     * @param by the principal, for the record
     */
    Started start(String playbook, @Nullable Value event, MapValue inputs, String by)
            throws StoreException, InterruptedException;

    Control cancel(String run, String reason, String by)
            throws StoreException, InterruptedException;

    Control resume(String run, String by) throws StoreException, InterruptedException;

    /**
     * Says what became of an operation whose outcome is not known.
     *
     * @param step its path or id; null where only one is unknown
     */
    Control resolve(String run, @Nullable String step, Resolution resolution, String by)
            throws StoreException, InterruptedException;

    /** Begins a new run out of one that has ended, at a step. */
    Control retryFrom(String run, String step, String by)
            throws StoreException, InterruptedException;

    /** What happened so far, or null. */
    @Nullable RunStory story(String run) throws StoreException, UnreadableRunException;
}
