package dev.tocsin.service;

import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.Resolution;
import dev.tocsin.host.durable.RunStory;
import dev.tocsin.host.durable.UnreadableRunException;
import dev.tocsin.service.http.RunOrders;
import dev.tocsin.service.trigger.StartByHand;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/** What people have done to runs, carried out by the host. */
record HandOrders(DurableHost host, StartByHand starts) implements RunOrders {

    @Override
    public Started start(String playbook, @Nullable Value event, MapValue inputs, String by)
            throws StoreException, InterruptedException {
        return starts.start(playbook, event, inputs, by);
    }

    @Override
    public Control cancel(String run, String reason, String by) throws InterruptedException {
        return host.cancel(run, reason, by);
    }

    @Override
    public Control resume(String run, String by) throws InterruptedException {
        return host.resume(run, by);
    }

    @Override
    public Control resolve(String run, @Nullable String step, Resolution resolution, String by)
            throws InterruptedException {
        return host.resolve(run, step, resolution, by);
    }

    @Override
    public Control retryFrom(String run, String step, String by) throws InterruptedException {
        return host.retryFrom(run, step, by);
    }

    @Override
    public @Nullable RunStory story(String run) throws StoreException, UnreadableRunException {
        return host.story(run);
    }
}
