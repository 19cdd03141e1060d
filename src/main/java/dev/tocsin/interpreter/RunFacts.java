package dev.tocsin.interpreter;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What a run is started with. Part of what a replay needs.
 *
 * @param runId unique; part of each idempotency key
 * @param seed {@code uuid()} and jitter derive from it
 * @param event the raw payload; null value where a person started the run without one
 * @param signal what {@code alert} and {@code incident} hold
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
        Signal signal,
        MapValue inputs,
        MapValue run,
        long maxExpressionSteps,
        @Nullable Caller caller,
        @Nullable String callbackBase) {

    /**
     * The alert or incident that started the run, in the form that is the same for every source;
     * null values where none did, or where the playbook does not ask. At most one is there.
     */
    public record Signal(Value alert, Value incident) {

        /** None, or none that is asked for. */
        public static final Signal NONE = new Signal(NullValue.NULL, NullValue.NULL);

        /** Whichever is there. */
        public Value any() {
            return alert == NullValue.NULL ? incident : alert;
        }
    }

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
            Signal signal,
            MapValue inputs,
            MapValue run,
            long maxExpressionSteps) {
        this(runId, seed, event, signal, inputs, run, maxExpressionSteps, null, null);
    }

    /** These facts, for a host that takes callbacks. */
    public RunFacts takingCallbacksAt(String base) {
        return new RunFacts(
                runId, seed, event, signal, inputs, run, maxExpressionSteps, caller, base);
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
