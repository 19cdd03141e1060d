package dev.tocsin.program;

import dev.tocsin.expression.CallbackUrls;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * Where a loop keeps its position, so that each of its iterations has callbacks of its own.
 *
 * @param slot in the scope of the body
 * @param outer where the loops around it keep theirs, seen from outside; null outside of loops
 */
public record LoopPlace(int slot, Environment.@Nullable Variable outer) {

    /**
     * Notes down that an iteration or round begins.
     *
     * @param inside the scope of the body
     * @param outside the scope of the loop itself
     * @param position from 0
     */
    public void enter(Scope inside, Scope outside, int position) {
        Value before = outer == null ? null : outside.up(outer.depth()).get(outer.slot());
        inside.set(slot, CallbackUrls.place(before, position));
    }
}
