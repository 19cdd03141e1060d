package dev.tocsin.check;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * A chain of the steps that can be seen, the nearest first.
 *
 * @param type what the step gives where it succeeds
 * @param seen the same, or null as well where it may not have run
 * @param count of this one and those before
 * @param ids at least those of this one and those before: a name that is not among them, of which a
 *     generated file may have thousands, needs no walk along the chain
 */
record VisibleStep(
        String id,
        Type type,
        Type seen,
        int level,
        StepSlots slots,
        @Nullable VisibleStep before,
        int count,
        Set<String> ids) {

    VisibleStep(
            String id,
            Type type,
            Type seen,
            int level,
            StepSlots slots,
            @Nullable VisibleStep before) {
        this(
                id,
                type,
                seen,
                level,
                slots,
                before,
                before == null ? 1 : before.count + 1,
                before == null ? new HashSet<>() : before.ids);
        ids.add(id);
    }

    boolean isSure() {
        return seen == type;
    }

    VisibleStep after(@Nullable VisibleStep earlier, boolean sure) {
        Type now = sure ? type : isSure() ? TypeUnion.withNull(type) : seen;
        return new VisibleStep(id, type, now, level, slots, earlier);
    }
}
