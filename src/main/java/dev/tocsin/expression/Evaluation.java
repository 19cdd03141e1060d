package dev.tocsin.expression;

import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What an expression may know of the run besides its scope: the time of the event being handled,
 * and the limits. One per run, used by the thread that advances it.
 */
public final class Evaluation {

    private final long seed;
    private final long maxSteps;
    private final @Nullable CallbackUrls callbacks;
    private Instant now = Instant.EPOCH;
    private long steps;
    private long uuids;
    private Value[] locals = new Value[8];

    /** Whether something looked into a secret since the innermost {@link Secrets.Kept} began. */
    private boolean touched;

    private @Nullable List<Revealed> revealed;

    /**
     * A secret that the playbook shows on purpose.
     *
     * @param expression what is shown, as written
     */
    public record Revealed(String expression, String reason) {}

    /**
     * @param seed of the run; {@code uuid()} derives from it, so a replay gives the same ones
     * @param maxSteps how many expression steps may pass between two calls of {@link #restart}
     */
    public Evaluation(long seed, long maxSteps) {
        this(seed, maxSteps, null);
    }

    /**
     * @param callbacks where {@code callbackUrl()} gets its answers from
     */
    public Evaluation(long seed, long maxSteps, @Nullable CallbackUrls callbacks) {
        this.seed = seed;
        this.maxSteps = maxSteps;
        this.callbacks = callbacks;
        Arrays.fill(locals, NullValue.NULL);
    }

    /** Starts handling an event that happened at {@code now}; the step count starts again. */
    public void restart(Instant now) {
        this.now = now;
        this.steps = 0;
    }

    /** The time of the event being handled. */
    public Instant now() {
        return now;
    }

    /** Counts work; called by evaluators for each item they visit and each function they call. */
    public void count(long work) {
        steps += work;
        if (steps > maxSteps) {
            throw EvaluationException.limit("an expression took more than " + maxSteps + " steps");
        }
    }

    /** A new UUID (version 8 layout, RFC 9562), the same at each replay of the run. */
    public String nextUuid() {
        byte[] name = (Long.toHexString(seed) + ':' + uuids++).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bits = ByteBuffer.wrap(sha256(name));
        long high = bits.getLong() & ~0xF000L | 0x8000L;
        long low = bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    CallbackUrls callbacks() {
        if (callbacks == null) {
            throw new IllegalStateException("only expressions of a run can name a callback");
        }
        return callbacks;
    }

    /** How many UUIDs have been made: all that one event leaves to the next. */
    public long uuids() {
        return uuids;
    }

    /** Goes on where another evaluation with the same seed had made so many UUIDs. */
    public void carryOn(long made) {
        uuids = made;
    }

    /** A variable of a macro; numbered by nesting depth within one expression. */
    Value local(int index) {
        return locals[index];
    }

    void setLocal(int index, Value value) {
        if (index >= locals.length) {
            locals = Arrays.copyOf(locals, index * 2);
        }
        locals[index] = value;
    }

    boolean hasTouchedSecret() {
        return touched;
    }

    void setTouchedSecret(boolean now) {
        touched = now;
    }

    void reveal(Revealed one) {
        if (revealed == null) {
            revealed = new ArrayList<>();
        }
        revealed.add(one);
    }

    /** What was revealed since this was last asked; null where nothing was. */
    public @Nullable List<Revealed> takeRevealed() {
        List<Revealed> all = revealed;
        revealed = null;
        return all;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
