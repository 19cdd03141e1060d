package dev.tocsin.check;

import dev.tocsin.expression.Environment;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that can be seen at one place of a playbook: what the run starts with, the steps before
 * it, the variables of the loops around it. Immutable: each step that follows sees a longer one.
 */
final class LexicalEnvironment implements Environment {

    /** The scope of the run is level 0; each {@code forEach} opens the next. */
    private final int level;

    private final @Nullable Local locals;
    private final @Nullable StepLocal steps;
    private final Map<String, Place> variables;

    private record Place(Type type, int level, int slot) {}

    private record Local(String name, Place place, @Nullable Local before) {}

    private record StepLocal(
            String id, Type type, int level, StepSlots slots, @Nullable StepLocal before) {}

    private LexicalEnvironment(
            int level,
            @Nullable Local locals,
            @Nullable StepLocal steps,
            Map<String, Place> variables) {
        this.level = level;
        this.locals = locals;
        this.steps = steps;
        this.variables = variables;
    }

    static LexicalEnvironment empty() {
        return new LexicalEnvironment(0, null, null, new LinkedHashMap<>());
    }

    /** With one more root name in the scope of this level. */
    LexicalEnvironment with(String name, Type type, int slot) {
        Local added = new Local(name, new Place(type, level, slot), locals);
        return new LexicalEnvironment(level, added, steps, variables);
    }

    /** With these members of {@code vars}, of which nothing is known but their slots. */
    LexicalEnvironment withVariables(Map<String, Integer> slots) {
        Map<String, Place> places = new LinkedHashMap<>();
        slots.forEach((name, slot) -> places.put(name, new Place(Type.ANY, level, slot)));
        return new LexicalEnvironment(level, locals, steps, places);
    }

    /** With one more member of {@code steps}. */
    LexicalEnvironment withStep(String id, Type type, StepSlots slots) {
        StepLocal added = new StepLocal(id, type, level, slots, steps);
        return new LexicalEnvironment(level, locals, added, variables);
    }

    /** The names inside a {@code forEach}, whose iterations have a scope of their own. */
    LexicalEnvironment nested() {
        return new LexicalEnvironment(level + 1, locals, steps, variables);
    }

    /**
     * With the steps of a block that started from {@code start} and ended with {@code end}: they
     * stay visible after the block. Root names of the block do not.
     */
    LexicalEnvironment withStepsOf(LexicalEnvironment end, LexicalEnvironment start) {
        List<StepLocal> added = new ArrayList<>();
        for (StepLocal step = end.steps;
                step != start.steps && step != null;
                step = step.before()) {
            added.add(step);
        }
        StepLocal all = steps;
        for (StepLocal step : added.reversed()) {
            all = new StepLocal(step.id(), step.type(), step.level(), step.slots(), all);
        }
        return new LexicalEnvironment(level, locals, all, variables);
    }

    @Override
    public @Nullable Binding lookup(String name) {
        for (Local local = locals; local != null; local = local.before()) {
            if (local.name().equals(name)) {
                return variable(local.place());
            }
        }
        return switch (name) {
            case "steps" -> new Namespace(new StepsById());
            case "vars" -> variableNamespace();
            default -> null;
        };
    }

    @Override
    public Collection<String> names() {
        List<String> names = new ArrayList<>(List.of("steps", "vars"));
        for (Local local = locals; local != null; local = local.before()) {
            if (!CallbackNames.isHidden(local.name())) {
                names.add(local.name());
            }
        }
        return names;
    }

    @Override
    public @Nullable StepBinding step(String id) {
        for (StepLocal step = steps; step != null; step = step.before()) {
            if (step.id().equals(id)) {
                int depth = level - step.level();
                StepSlots slots = step.slots();
                return new StepBinding(
                        new Variable(step.type(), depth, slots.result()),
                        new Variable(Type.STRING, depth, slots.status()),
                        new Variable(Type.ANY, depth, slots.error()),
                        new Variable(Type.LIST, depth, slots.failures()));
            }
        }
        return null;
    }

    @Override
    public Collection<String> stepIds() {
        return new StepsById().keySet();
    }

    @Override
    public @Nullable Variable callback(String id) {
        return lookup(CallbackNames.nameOf(id)) instanceof Variable place ? place : null;
    }

    @Override
    public Collection<String> callbackIds() {
        List<String> ids = new ArrayList<>();
        for (Local local = locals; local != null; local = local.before()) {
            String id = CallbackNames.idOf(local.name());
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The slot of a variable of the run, or -1. */
    int variableSlot(String name) {
        Place place = variables.get(name);
        return place == null ? -1 : place.slot();
    }

    Collection<String> variableNames() {
        return variables.keySet();
    }

    private Namespace variableNamespace() {
        Map<String, Variable> members = new LinkedHashMap<>();
        variables.forEach((name, place) -> members.put(name, variable(place)));
        return new Namespace(members);
    }

    private Variable variable(Place place) {
        return new Variable(place.type(), level - place.level(), place.slot());
    }

    /**
     * The steps by id, looked up along the chain: a map of each place would take quadratic space.
     */
    private final class StepsById extends AbstractMap<String, Variable> {

        @Override
        public @Nullable Variable get(@Nullable Object id) {
            for (StepLocal step = steps; step != null; step = step.before()) {
                if (step.id().equals(id)) {
                    return result(step);
                }
            }
            return null;
        }

        @Override
        public boolean containsKey(@Nullable Object id) {
            return get(id) != null;
        }

        @Override
        public Set<Entry<String, Variable>> entrySet() {
            Map<String, Variable> members = new LinkedHashMap<>();
            for (StepLocal step = steps; step != null; step = step.before()) {
                members.putIfAbsent(step.id(), result(step));
            }
            return members.entrySet();
        }

        private Variable result(StepLocal step) {
            return new Variable(step.type(), level - step.level(), step.slots().result());
        }
    }
}
