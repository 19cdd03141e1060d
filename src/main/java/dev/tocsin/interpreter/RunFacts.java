package dev.tocsin.interpreter;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What a run is started with. Part of what a replay needs.
 *
 * @param runId unique; part of each idempotency key
 * @param seed {@code uuid()} and jitter derive from it
 * @param event the raw payload; null value where a person started the run without one
 * @param inputs a value for every input
 * @param run what {@code run} holds in expressions
 * @param maxExpressionSteps between two waits; beyond is the error {@code limit}
 * @param caller the call that started the run, or null
 * @param callbackBase what stands before the token in a callback URL, a slash at its end; null
 *     where the host takes no callbacks
 */
public record RunFacts(
        String runId,
        long seed,
        Value event,
        MapValue inputs,
        MapValue run,
        long maxExpressionSteps,
        @Nullable Caller caller,
        @Nullable String callbackBase) {

    /** Who started the run, or null where nobody did: what {@code run.startedBy} says. */
    public @Nullable String startedBy() {
        return run.text("startedBy");
    }

    /** The bound that hosts use unless told otherwise. */
    public static final long MAX_EXPRESSION_STEPS = 10_000_000;

    /** Of a run that no other one started, and that takes no callbacks. */
    public RunFacts(
            String runId,
            long seed,
            Value event,
            MapValue inputs,
            MapValue run,
            long maxExpressionSteps) {
        this(runId, seed, event, inputs, run, maxExpressionSteps, null, null);
    }

    /** These facts, for a host that takes callbacks. */
    public RunFacts takingCallbacksAt(String base) {
        return new RunFacts(runId, seed, event, inputs, run, maxExpressionSteps, caller, base);
    }

    /**
     * What names a step of any run: the id of the run that nobody called, and the path from there.
     *
     * @param path of a step of this run
     */
    String keyOf(String path) {
        return caller == null ? runId + "/" + path : runId + path.substring(caller.path().length());
    }
}
