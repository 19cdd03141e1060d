package dev.tocsin.check;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Operation;
import dev.tocsin.expression.Environment;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the checks learned about a playbook: a table beside its tree, by the identity of the tree's
 * records. Filled by {@link Resolver}, read by the next stage.
 */
public final class Resolution {

    /**
     * What a step can see, and where it is kept.
     *
     * @param outside the names at the step itself
     * @param inside the names at the end of its body, for {@code collect} and {@code until}; the
     *     same as {@code outside} for steps that have neither
     * @param slots null where the step has no id
     */
    public record StepFacts(Environment outside, Environment inside, @Nullable StepSlots slots) {}

    /**
     * The scope of an iteration.
     *
     * @param indexSlot -1 where the index has no name
     */
    public record LoopFacts(int scopeSize, int itemSlot, int indexSlot) {}

    /**
     * Where a loop around a {@code waitFor: callback} keeps its position.
     *
     * @param slot in the scope of its body
     * @param outer where the loops around it keep theirs, seen from outside; null outside of loops
     */
    public record LoopPlace(int slot, Environment.@Nullable Variable outer) {}

    /**
     * The operation of an action, and those of the same connector that follow it up.
     *
     * @param poll looks at its job, or null
     * @param look tells whether it was done when its answer is lost, or null
     */
    public record BoundAction(
            Connector connector,
            Operation operation,
            @Nullable Operation poll,
            @Nullable Operation look) {}

    private final Map<Step, StepFacts> steps = new IdentityHashMap<>();
    private final Map<ForEachStep, LoopFacts> loops = new IdentityHashMap<>();
    private final Map<RepeatStep, int[]> clears = new IdentityHashMap<>();
    private final Map<SwitchStep, Type> subjects = new IdentityHashMap<>();
    private final Map<Step, LoopPlace> places = new IdentityHashMap<>(0);
    private final Map<WaitForStep, Integer> results = new IdentityHashMap<>(0);
    private final Map<TryStep.Catch, Integer> catches = new IdentityHashMap<>();
    private final Map<ActionStep, BoundAction> actions = new IdentityHashMap<>();
    private final Map<CallStep, CalledPlaybook> calls = new IdentityHashMap<>();
    private final Map<String, Integer> variables = new HashMap<>();
    private final List<Schema> secretSources = new ArrayList<>();
    private final FactSlots facts;
    private @Nullable Environment beforeSteps;
    private final boolean usesSignals;
    private int scopeSize;
    private boolean holdsSecrets;
    private boolean lookedForSecrets;

    Resolution(FactSlots facts, boolean usesSignals) {
        this.facts = facts;
        this.usesSignals = usesSignals;
    }

    void put(Step step, StepFacts known) {
        steps.put(step, known);
    }

    void put(ForEachStep step, LoopFacts known) {
        loops.put(step, known);
    }

    void put(RepeatStep step, int[] slots) {
        clears.put(step, slots);
    }

    void put(SwitchStep step, Type subject) {
        subjects.put(step, subject);
    }

    void put(Step loop, LoopPlace place) {
        places.put(loop, place);
    }

    void putResult(WaitForStep step, int slot) {
        results.put(step, slot);
    }

    void put(TryStep.Catch handler, int slot) {
        catches.put(handler, slot);
    }

    void put(ActionStep step, BoundAction bound) {
        actions.put(step, bound);
        putSource(bound.operation().spec().output());
        Operation poll = bound.poll();
        if (poll != null) {
            putSource(poll.spec().output());
        }
    }

    /** Values of this schema come into a run: from its start, or as a result. */
    void putSource(Schema schema) {
        secretSources.add(schema);
    }

    void put(CallStep step, CalledPlaybook called) {
        calls.put(step, called);
    }

    void putVariable(String name, int slot) {
        variables.put(name, slot);
    }

    void setBeforeSteps(Environment names) {
        beforeSteps = names;
    }

    void setScopeSize(int size) {
        scopeSize = size;
    }

    public StepFacts step(Step step) {
        StepFacts found = known(steps.get(step), step);
        return holdsSecrets()
                ? new StepFacts(
                        new SecretNames(found.outside()),
                        new SecretNames(found.inside()),
                        found.slots())
                : found;
    }

    // Asked once the checks are through, and not by those who only check.
    private boolean holdsSecrets() {
        if (!lookedForSecrets) {
            lookedForSecrets = true;
            for (Schema source : secretSources) {
                holdsSecrets |= source.marksSecrets();
            }
        }
        return holdsSecrets;
    }

    public LoopFacts loop(ForEachStep step) {
        return known(loops.get(step), step);
    }

    /** The slots of the steps inside, which each round starts without. */
    public int[] clears(RepeatStep step) {
        return known(clears.get(step), step);
    }

    /** What the value of a {@code switch} may be, as far as is known at its place. */
    public Type subject(SwitchStep step) {
        return known(subjects.get(step), step);
    }

    /** Null where nothing in the loop waits for a callback. */
    public @Nullable LoopPlace place(Step loop) {
        return places.get(loop);
    }

    /** Where a polling {@code waitFor} keeps each answer for its {@code until}. */
    public int result(WaitForStep step) {
        return known(results.get(step), step);
    }

    /** Where a {@code catch} keeps its error, or -1. */
    public int slot(TryStep.Catch handler) {
        return catches.getOrDefault(handler, -1);
    }

    /** Null where the operation is not known, which is then a diagnostic. */
    public @Nullable BoundAction action(ActionStep step) {
        return actions.get(step);
    }

    /** Whether it calls any playbook that was found. */
    boolean hasCalls() {
        return !calls.isEmpty();
    }

    /** The playbook that a step calls. */
    public CalledPlaybook call(CallStep step) {
        return known(calls.get(step), step.playbook());
    }

    /** The slot of a variable in the scope of the run. */
    public int variable(String name) {
        return known(variables.get(name), name);
    }

    public FactSlots facts() {
        return facts;
    }

    /** What the head of the playbook can see, for the key of {@code concurrency}. */
    public Environment beforeSteps() {
        return known(beforeSteps, "the head");
    }

    /** Whether an expression names {@code alert}, {@code incident} or {@code signal}. */
    public boolean usesSignals() {
        return usesSignals;
    }

    /** Slots in the scope of the run. */
    public int scopeSize() {
        return scopeSize;
    }

    private static <T> T known(@Nullable T found, Object what) {
        if (found == null) {
            throw new IllegalStateException("the resolver has not seen " + what);
        }
        return found;
    }
}
