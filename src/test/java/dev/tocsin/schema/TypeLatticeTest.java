package dev.tocsin.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Types are a lattice under {@link TypeUnion}, and {@link Fit} is its order. */
class TypeLatticeTest {

    private static final int DEPTH = 2;

    @Provide
    Arbitrary<Type> types() {
        return types(DEPTH);
    }

    private static Arbitrary<Type> types(int depth) {
        Arbitrary<Type> simple =
                Arbitraries.of(
                        Type.ANY,
                        Type.NULL,
                        Type.BOOL,
                        Type.INT,
                        Type.NUMBER,
                        Type.STRING,
                        new Type.Str(Set.of("a")),
                        new Type.Str(Set.of("a", "b")),
                        new Type.Str(Set.of("c")),
                        Type.BYTES,
                        Type.TIMESTAMP,
                        Type.DURATION,
                        new Type.ListOf(Type.NEVER));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<Type> inner = types(depth - 1);
        return Arbitraries.oneOf(
                simple,
                inner.map(Type.ListOf::new),
                inner.map(Type.MapOf::new),
                objects(inner),
                Combinators.combine(inner, inner).as(TypeUnion::of));
    }

    private static Arbitrary<Type> objects(Arbitrary<Type> inner) {
        Arbitrary<Set<String>> names = Arbitraries.of("x", "y", "z").set().ofMaxSize(3);
        return Combinators.combine(
                        names, names, inner.list().ofSize(3), Arbitraries.of(true, false))
                .as(
                        (listed, required, fields, open) -> {
                            Map<String, Type> all = new LinkedHashMap<>();
                            int next = 0;
                            for (String name : listed) {
                                all.put(name, fields.get(next++));
                            }
                            Set<String> sure = new java.util.HashSet<>(required);
                            sure.retainAll(listed);
                            return new Type.Obj(all, sure, open);
                        });
    }

    @Property(tries = 2000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void unionIsIdempotent(@ForAll("types") Type one) {
        assertEquals(one, TypeUnion.of(one, one));
    }

    @Property(tries = 2000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void unionIsCommutative(@ForAll("types") Type one, @ForAll("types") Type other) {
        assertEquals(TypeUnion.of(one, other), TypeUnion.of(other, one));
    }

    @Property(tries = 2000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void unionIsAssociative(
            @ForAll("types") Type one, @ForAll("types") Type other, @ForAll("types") Type third) {
        assertEquals(
                TypeUnion.of(TypeUnion.of(one, other), third),
                TypeUnion.of(one, TypeUnion.of(other, third)));
        assertEquals(
                TypeUnion.of(TypeUnion.of(one, other), third),
                TypeUnion.of(List.of(one, other, third)));
    }

    @Property(tries = 2000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void unionHoldsBoth(@ForAll("types") Type one, @ForAll("types") Type other) {
        assertEquals(Fit.YES, Fit.between(TypeUnion.of(one, other), one));
    }

    @Property(tries = 2000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void anyAbsorbsAndNeverAddsNothing(@ForAll("types") Type one) {
        assertEquals(Type.ANY, TypeUnion.of(one, Type.ANY));
        assertEquals(one, TypeUnion.of(one, Type.NEVER));
    }

    @Property(tries = 1000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void fitIsReflexive(@ForAll("types") Type one) {
        assertEquals(Fit.YES, Fit.between(one, one));
    }

    @Property(
            tries = 5000,
            seed = "20261121",
            edgeCases = EdgeCasesMode.NONE,
            maxDiscardRatio = 100)
    void fitIsTransitive(
            @ForAll("types") Type one, @ForAll("types") Type other, @ForAll("types") Type third) {
        Type wide = TypeUnion.of(one, other);
        if (Fit.between(one, wide) == Fit.YES && Fit.between(other, third) == Fit.YES) {
            assertEquals(Fit.YES, Fit.between(one, third));
        }
        if (Fit.between(one, other) == Fit.YES && Fit.between(other, third) == Fit.YES) {
            assertEquals(Fit.YES, Fit.between(one, third));
        }
    }

    @Property(tries = 2000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void nullGoesAndComesBack(@ForAll("types") Type one) {
        Type with = TypeUnion.withNull(one);
        assertEquals(with, TypeUnion.of(one, Type.NULL));
        Type without = TypeUnion.withoutNull(with);
        boolean silent = one.equals(Type.ANY) || one.equals(Type.NULL);
        assertEquals(!silent, TypeUnion.holdsNull(with) && !TypeUnion.holdsNull(without));
        if (!silent) {
            assertEquals(TypeUnion.withoutNull(one), without);
        }
    }

    @Property(tries = 1000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
    void alternativesKeepObjectsApart(@ForAll("objects") Type one, @ForAll("objects") Type other) {
        Type both = TypeUnion.alternatives(List.of(one, other));
        assertEquals(Fit.YES, Fit.between(both, one));
        assertEquals(Fit.YES, Fit.between(both, other));
        assertFalse(TypeUnion.holdsNull(both));
        if (!one.equals(other)) {
            assertNotEquals(one, both);
        }
    }

    @Provide
    Arbitrary<Type> objects() {
        return objects(types(1));
    }
}
