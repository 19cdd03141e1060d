package dev.tocsin.connector;

import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Scope;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that templates and expressions of a connector file may use. */
final class Slots implements Environment {

    static final int INPUT = 0;
    static final int RESPONSE = 1;
    static final int RESULT = 2;
    static final int STARTED = 3;
    static final int KEY = 4;
    static final int SETTINGS = 5;
    static final int EVENT = 6;
    static final int FETCHED = 7;

    static final int PAGE = 8;
    static final int ITEMS = 9;

    private static final int SIZE = 10;
    private static final long MAX_STEPS = 10_000_000;

    /** What {@code response} is. */
    static final Type RESPONSE_TYPE =
            object(
                    List.of("status", "headers", "body"),
                    List.of(Type.INT, new Type.MapOf(Type.STRING), Type.ANY));

    /** What {@code page} is while a list is read page by page. */
    static final Type PAGE_TYPE =
            object(List.of("number", "offset", "cursor"), List.of(Type.INT, Type.INT, Type.ANY));

    private final Map<String, Variable> names = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /** One with all of these fields, which messages list in this order. */
    private static Type object(List<String> names, List<Type> types) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), types.get(i));
        }
        return new Type.Obj(fields, fields.keySet(), false);
    }

    Slots with(String name, Type type, int slot) {
        names.put(name, new Variable(type, 0, slot));
        return this;
    }

    /** Whether any slot that was compiled so far uses the name. */
    boolean uses(String name) {
        return used.contains(name);
    }

    /** An empty scope for one attempt. */
    static Scope scope() {
        return new Scope(SIZE, null);
    }

    /** What an attempt that starts now may spend. */
    static Evaluation evaluation() {
        Evaluation evaluation = new Evaluation(0, MAX_STEPS);
        evaluation.restart(Instant.now());
        return evaluation;
    }

    @Override
    public @Nullable Binding lookup(String name) {
        used.add(name);
        return names.get(name);
    }

    @Override
    public Collection<String> names() {
        return names.keySet();
    }

    @Override
    public @Nullable StepBinding step(String id) {
        return null;
    }

    @Override
    public Collection<String> stepIds() {
        return List.of();
    }
}
