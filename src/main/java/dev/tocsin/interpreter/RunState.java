package dev.tocsin.interpreter;

import dev.tocsin.check.FactSlots;
import dev.tocsin.expression.CallbackUrls;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Scope;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.program.Program;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * All that is known of a run between two events. Owned by one thread at a time; changed only by
 * {@link Interpreter}.
 */
public final class RunState {

    final Program program;
    final RunFacts facts;
    final Evaluation evaluation;
    final RootFrame root;

    /** Strands that can go on at once, in order. */
    final ArrayDeque<Frame> runnable = new ArrayDeque<>(2);

    /** Attempts that are out. */
    final Map<Long, ActionFrame> attempts = new HashMap<>(4);

    /** Calls whose playbooks are running. */
    final Map<Long, CallFrame> calls = new HashMap<>(4);

    /** Questions that are open. */
    final Map<Long, AskFrame> questions = new HashMap<>(2);

    /** Timers that are running. */
    final Map<Long, Timer> timers = new HashMap<>(4);

    /** Attempts, calls, questions and timers are numbered from 1 in one row. */
    long lastHandle;

    /** Whether {@link Event.Started} came: a second one is ignored, like all that comes twice. */
    boolean started;

    @Nullable Outcome outcome;

    final CallbackUrls callbackUrls;

    /** Null in a run without callbacks. */
    private final @Nullable Callbacks callbacks;

    /** A timer that is running, and what it is for. */
    record Timer(Frame frame, Instant due) {}

    private RunState(Program program, RunFacts facts, RootFrame root) {
        this.program = program;
        this.facts = facts;
        this.root = root;
        this.callbackUrls = CallbackUrls.of(facts.callbackBase(), facts.runId(), facts.seed());
        this.callbacks = program.callbacks().isEmpty() ? null : new Callbacks();
        this.evaluation = new Evaluation(facts.seed(), facts.maxExpressionSteps(), callbackUrls);
    }

    /** A run that has not begun: its first event is {@link Event.Started}. */
    public static RunState of(Program program, RunFacts facts) {
        return new RunState(
                program,
                facts,
                new RootFrame(scopeOf(program, facts), program.steps(), facts.caller()));
    }

    Callbacks callbacks() {
        if (callbacks == null) {
            throw new IllegalStateException("the program has no callbacks");
        }
        return callbacks;
    }

    /** What it is a run of. */
    public Program program() {
        return program;
    }

    /** What it was started with. */
    public RunFacts facts() {
        return facts;
    }

    /** What was called by a call that has not ended; null where there is no such call. */
    public @Nullable Program calledBy(long call) {
        CallFrame frame = calls.get(call);
        return frame == null ? null : frame.node.program();
    }

    /** How the run ended, or null while it goes on. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    private static MapValue inputs(Program program, RunFacts facts) {
        MapValue.Builder inputs = MapValue.builder();
        facts.inputs().entries().forEach(inputs::put);
        for (Parameter input : program.playbook().inputs()) {
            String name = input.name().text();
            Value given = facts.inputs().get(name);
            if (given != null) {
                inputs.put(name, SecretMarks.mark(given, input.schema()));
            }
        }
        return inputs.build();
    }

    /** The scope of a run with its facts in place; a rehearsal starts from the same. */
    public static Scope scopeOf(Program program, RunFacts facts) {
        Scope scope = new Scope(program.scopeSize(), null);
        FactSlots slots = program.facts();
        scope.set(slots.event(), facts.event());
        scope.set(slots.alert(), facts.signal().alert());
        scope.set(slots.incident(), facts.signal().incident());
        scope.set(slots.signal(), facts.signal().any());
        scope.set(slots.inputs(), inputs(program, facts));
        scope.set(slots.constants(), program.constants());
        scope.set(slots.run(), facts.run());
        scope.set(slots.playbook(), program.description());
        for (Program.Variable variable : program.variables()) {
            scope.set(variable.slot(), variable.first());
        }
        return scope;
    }
}
