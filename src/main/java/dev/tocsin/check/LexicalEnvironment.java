package dev.tocsin.check;

import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Facts;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The names that can be seen at one place of a playbook: what the run starts with, the steps before
 * it, the variables of the loops around it. Immutable: each step that follows sees a longer one.
 */
final class LexicalEnvironment implements Environment {

    /** Where there is no run yet, and so neither {@code steps} nor {@code vars}. */
    private static final Map<String, Place> BEFORE_RUN = Map.of();

    /** The scope of the run is level 0; each {@code forEach} opens the next. */
    private final int level;

    private final @Nullable Local locals;
    private final @Nullable VisibleStep steps;
    private final Map<String, Place> variables;
    private final Facts facts;

    private record Place(Type type, int level, int slot) {}

    /**
     * @param byTrigger where the type depends on what started the run, else null
     */
    private record Local(
            String name, Place place, @Nullable TypesByTrigger byTrigger, @Nullable Local before) {}

    private LexicalEnvironment(
            int level,
            @Nullable Local locals,
            @Nullable VisibleStep steps,
            Map<String, Place> variables,
            Facts facts) {
        this.level = level;
        this.locals = locals;
        this.steps = steps;
        this.variables = variables;
        this.facts = facts;
    }

    static LexicalEnvironment empty() {
        return new LexicalEnvironment(0, null, null, new LinkedHashMap<>(), Facts.NONE);
    }

    /** The same for what decides whether there is a run at all. */
    static LexicalEnvironment beforeRun() {
        return new LexicalEnvironment(0, null, null, BEFORE_RUN, Facts.NONE);
    }

    /** With one more root name in the scope of this level. */
    LexicalEnvironment with(String name, Type type, int slot) {
        return with(name, new Place(type, level, slot), null);
    }

    /** The same of a name whose type depends on what started the run. */
    LexicalEnvironment with(String name, TypesByTrigger types, int slot) {
        return with(name, new Place(types.whole(), level, slot), types);
    }

    private LexicalEnvironment with(String name, Place place, @Nullable TypesByTrigger byTrigger) {
        Local added = new Local(name, place, byTrigger, locals);
        return new LexicalEnvironment(level, added, steps, variables, facts.without(name));
    }

    /** With these members of {@code vars}. */
    LexicalEnvironment withVariables(Map<String, Type> types, Map<String, Integer> slots) {
        Map<String, Place> places = new LinkedHashMap<>();
        slots.forEach(
                (name, slot) ->
                        places.put(
                                name, new Place(types.getOrDefault(name, Type.ANY), level, slot)));
        return new LexicalEnvironment(level, locals, steps, places, facts);
    }

    /** With one more member of {@code steps}. */
    LexicalEnvironment withStep(String id, Type type, StepSlots slots) {
        VisibleStep added = new VisibleStep(id, type, type, level, slots, steps);
        return new LexicalEnvironment(level, locals, added, variables, facts);
    }

    /** The names inside a {@code forEach}, whose iterations have a scope of their own. */
    LexicalEnvironment nested() {
        return new LexicalEnvironment(level + 1, locals, steps, variables, facts);
    }

    /** The same names, of whose values this is known. */
    LexicalEnvironment withFacts(Facts known) {
        return known == facts
                ? this
                : new LexicalEnvironment(level, locals, steps, variables, known);
    }

    /** Behind a step that leaves: nothing there is reached. */
    LexicalEnvironment left() {
        return withFacts(Facts.UNREACHED);
    }

    boolean isReached() {
        return facts != Facts.UNREACHED;
    }

    /** Without what is known of the variables that these steps may set. */
    LexicalEnvironment forgetting(List<Step> setting) {
        if (facts == Facts.NONE || facts == Facts.UNREACHED || variables.isEmpty()) {
            return this;
        }
        Facts kept = facts;
        for (Step step : InnerSteps.all(setting)) {
            if (step instanceof SetStep set) {
                for (SetStep.Assignment assignment : set.assignments()) {
                    kept = kept.without("vars", assignment.variable().text());
                }
            }
        }
        return withFacts(kept);
    }

    /**
     * Where ways meet that all started here: what is known on each of them, and the steps of all. A
     * step that not every way has run may be null. Root names of the ways do not stay.
     *
     * @param ways where each ends; those that are not reached only add names
     */
    LexicalEnvironment joined(List<LexicalEnvironment> ways) {
        Facts known = Facts.UNREACHED;
        int reached = 0;
        Map<String, Integer> sure = new HashMap<>();
        for (LexicalEnvironment way : ways) {
            if (way.isReached()) {
                known = reached++ == 0 ? way.facts : known.and(way.facts);
                for (VisibleStep step : way.stepsSince(this)) {
                    if (step.isSure()) {
                        sure.merge(step.id(), 1, Integer::sum);
                    }
                }
            }
        }
        VisibleStep all = steps;
        Set<String> added = new HashSet<>();
        for (LexicalEnvironment way : ways) {
            for (VisibleStep step : way.stepsSince(this)) {
                if (added.add(step.id())) {
                    boolean isSure = reached > 0 && sure.getOrDefault(step.id(), 0) == reached;
                    all = step.after(all, isSure);
                }
            }
        }
        return new LexicalEnvironment(level, locals, all, variables, known);
    }

    /** Behind blocks that all ran, each from here to its end. */
    LexicalEnvironment joinedAll(List<LexicalEnvironment> ends) {
        VisibleStep all = steps;
        boolean reached = true;
        for (LexicalEnvironment end : ends) {
            reached &= end.isReached();
            for (VisibleStep step : end.stepsSince(this)) {
                all = step.after(all, step.isSure());
            }
        }
        Facts known = reached ? facts : Facts.UNREACHED;
        return new LexicalEnvironment(level, locals, all, variables, known);
    }

    /** With the steps of a block that went from {@code start} to {@code end} after these. */
    LexicalEnvironment followedBy(LexicalEnvironment start, LexicalEnvironment end) {
        VisibleStep all = steps;
        for (VisibleStep step : end.stepsSince(start)) {
            all = step.after(all, step.isSure());
        }
        Facts known = end.isReached() ? facts : Facts.UNREACHED;
        return new LexicalEnvironment(level, locals, all, variables, known);
    }

    /** In the order in which they stand. */
    private List<VisibleStep> stepsSince(LexicalEnvironment start) {
        List<VisibleStep> since = new ArrayList<>();
        for (VisibleStep step = steps; step != start.steps && step != null; step = step.before()) {
            since.add(step);
        }
        return since.reversed();
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public @Nullable Binding lookup(String name) {
        Local local = local(name);
        if (local != null) {
            return variable(local.place());
        }
        if (variables == BEFORE_RUN) {
            return null;
        }
        return switch (name) {
            case "steps" -> new Namespace(new StepsById());
            case "vars" -> variableNamespace();
            default -> null;
        };
    }

    private @Nullable Local local(String name) {
        for (Local local = locals; local != null; local = local.before()) {
            if (local.name().equals(name)) {
                return local;
            }
        }
        return null;
    }

    @Override
    public Type typeOf(String name, Variable variable, Facts known) {
        Local local = local(name);
        TypesByTrigger types = local == null ? null : local.byTrigger();
        if (types == null) {
            return variable.type();
        }
        if (known == Facts.NONE) {
            return types.whole();
        }
        Set<String> triggers = types.triggers(known);
        for (Local each = locals; each != null && triggers.size() > 1; each = each.before()) {
            TypesByTrigger others = each.byTrigger();
            if (others != null && local(each.name()) == each) {
                triggers = others.left(triggers, each.name(), known);
            }
        }
        return types.of(triggers);
    }

    @Override
    public Collection<String> names() {
        List<String> names = new ArrayList<>();
        if (variables != BEFORE_RUN) {
            names.addAll(List.of("steps", "vars"));
        }
        for (Local local = locals; local != null; local = local.before()) {
            if (!CallbackNames.isHidden(local.name())) {
                names.add(local.name());
            }
        }
        return names;
    }

    @Override
    public @Nullable StepBinding step(String id) {
        for (VisibleStep step = chainWith(id); step != null; step = step.before()) {
            if (step.id().equals(id)) {
                int depth = level - step.level();
                StepSlots slots = step.slots();
                return new StepBinding(
                        new Variable(step.type(), depth, slots.result()),
                        new Variable(Type.STRING, depth, slots.status()),
                        new Variable(HeadTypes.ERROR_OR_NULL, depth, slots.error()),
                        new Variable(
                                step.isSure() ? HeadTypes.FAILURES : HeadTypes.FAILURES_OR_NULL,
                                depth,
                                slots.failures()));
            }
        }
        return null;
    }

    @Override
    public Collection<String> stepIds() {
        return new StepsById().keySet();
    }

    /** The steps that can be seen, or null where none of them has this id. */
    private @Nullable VisibleStep chainWith(@Nullable Object id) {
        return steps == null || !steps.ids().contains(id) ? null : steps;
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
            for (VisibleStep step = chainWith(id); step != null; step = step.before()) {
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

        /** Newest first; of two steps with one id, which is a mistake, both. */
        @Override
        public Set<Entry<String, Variable>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Variable>> iterator() {
                    return entries();
                }

                @Override
                public int size() {
                    return steps == null ? 0 : steps.count();
                }
            };
        }

        private Iterator<Entry<String, Variable>> entries() {
            return new Iterator<>() {
                private @Nullable VisibleStep next = steps;

                @Override
                public boolean hasNext() {
                    return next != null;
                }

                @Override
                public Entry<String, Variable> next() {
                    VisibleStep step = next;
                    if (step == null) {
                        throw new NoSuchElementException();
                    }
                    next = step.before();
                    return Map.entry(step.id(), result(step));
                }
            };
        }

        private Variable result(VisibleStep step) {
            return new Variable(step.seen(), level - step.level(), step.slots().result());
        }
    }
}
