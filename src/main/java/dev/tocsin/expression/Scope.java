package dev.tocsin.expression;

import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The slots that expressions read. A run has one scope; each iteration of a {@code forEach} has its
 * own below it. Owned by the thread that advances the run.
 */
public final class Scope {

    private final Value[] slots;
    private final @Nullable Scope parent;

    /** All slots start as null values. */
    public Scope(int size, @Nullable Scope parent) {
        this.slots = new Value[size];
        Arrays.fill(slots, NullValue.NULL);
        this.parent = parent;
    }

    private Scope(Value[] slots, @Nullable Scope parent) {
        this.slots = slots;
        this.parent = parent;
    }

    public Value get(int slot) {
        return slots[slot];
    }

    public void set(int slot, Value value) {
        slots[slot] = value;
    }

    /** Sets all slots back to null values. */
    public void clear() {
        Arrays.fill(slots, NullValue.NULL);
    }

    public int size() {
        return slots.length;
    }

    public @Nullable Scope parent() {
        return parent;
    }

    /** The scope {@code depth} levels up. */
    public Scope up(int depth) {
        Scope scope = this;
        for (int i = 0; i < depth; i++) {
            scope = scope.parent;
            if (scope == null) {
                throw new IllegalStateException("no scope " + depth + " levels up");
            }
        }
        return scope;
    }

    /** A scope with the same values, below another parent. */
    public Scope copy(@Nullable Scope newParent) {
        return new Scope(slots.clone(), newParent);
    }
}
