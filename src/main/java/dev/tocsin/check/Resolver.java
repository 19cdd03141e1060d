package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Facts;
import dev.tocsin.expression.Learned;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.Concurrency;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.LogStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.OnError;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StopStep;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.playbook.WaitStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks a playbook in reading order: gives each step its slots, knows which names each place can
 * see, and types every expression there.
 */
final class Resolver {

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final ActionCheck actions;
    private final CalledPlaybooks playbooks;
    private final OutputTypes outputs;
    private final SecretExposed secrets;
    private final Resolution resolution;
    private final LexicalEnvironment start;
    private final BlockResolver blocks;
    private final VariableTypes variables;
    private final @Nullable OnError actionDefault;
    private Layout layout;

    /** The type of the result of the step that was seen last. */
    private Type lastResult = Type.NULL;

    /**
     * @param variables what the variables of the run hold; grown where a {@code set} gives more
     */
    Resolver(
            Playbook playbook,
            CalledPlaybooks playbooks,
            VariableTypes variables,
            Diagnostics diagnostics) {
        ConnectorRegistry connectors = playbooks.connectors();
        this.variables = variables;
        this.actionDefault = playbook.defaults().onError();
        this.source = playbook.source();
        this.diagnostics = diagnostics;
        this.actions = new ActionCheck(connectors, source, diagnostics);
        this.playbooks = playbooks;
        this.outputs = new OutputTypes(playbook, diagnostics);
        this.layout = new Layout();
        var facts =
                new FactSlots(
                        layout.slot(),
                        layout.slot(),
                        layout.slot(),
                        layout.slot(),
                        layout.slot(),
                        layout.slot(),
                        layout.slot(),
                        layout.slot());
        SignalNames signals = SignalNames.of(playbook);
        this.resolution = new Resolution(facts, signals.areUsed());
        for (Parameter input : playbook.inputs()) {
            resolution.putSource(input.schema());
        }
        for (Schema schema : EventTypes.sources(playbook, signals.areUsed(), connectors)) {
            resolution.putSource(schema);
        }
        this.secrets = new SecretExposed(source, diagnostics);
        LexicalEnvironment names =
                LexicalEnvironment.empty()
                        .with("event", EventTypes.of(playbook, connectors), facts.event())
                        .with("inputs", HeadTypes.inputs(playbook), facts.inputs())
                        .with("const", HeadTypes.constants(playbook), facts.constants())
                        .with("run", HeadTypes.run(playbook), facts.run())
                        .with("playbook", HeadTypes.PLAYBOOK, facts.playbook());
        names = signals.in(names, facts);
        Map<String, Integer> slots = new LinkedHashMap<>();
        for (Constant variable : playbook.variables()) {
            int slot = layout.slot();
            slots.put(variable.name().text(), slot);
            resolution.putVariable(variable.name().text(), slot);
        }
        boolean callbacks = CallbackNames.anyIn(playbook.steps());
        this.blocks = new BlockResolver(this, resolution, callbacks, source, diagnostics);
        this.start =
                (callbacks ? CallbackNames.outside(names, playbook.steps()) : names)
                        .withVariables(variables.read(), slots);
        Concurrency concurrency = playbook.concurrency();
        if (concurrency != null) {
            resolution.setBeforeSteps(names);
            SharedKey.check(concurrency, names, source, diagnostics);
        }
    }

    Resolution resolve(Playbook playbook) {
        walk(playbook.steps(), start);
        resolution.setScopeSize(layout.size());
        return resolution;
    }

    /** Steps in order; what the names are behind them. */
    LexicalEnvironment walk(List<Step> steps, LexicalEnvironment before) {
        LexicalEnvironment names = before;
        for (Step step : steps) {
            names = step(step, names);
        }
        return names;
    }

    /** The step, its {@code when}, and what its failure leaves behind where the run goes on. */
    private LexicalEnvironment step(Step step, LexicalEnvironment before) {
        Expression when = step.head().when();
        LexicalEnvironment names = before;
        LexicalEnvironment skipped = null;
        if (when != null) {
            Learned learned = TypeChecker.checkCondition(when, before, source, diagnostics);
            names = before.withFacts(learned.ifTrue());
            skipped = before.withFacts(learned.ifFalse());
        }
        LexicalEnvironment after = performed(step, names);
        OnError onError = step.head().onError();
        if (onError == null && (step instanceof ActionStep || step instanceof WaitForStep)) {
            onError = actionDefault;
        }
        boolean goesOn =
                onError != null && !onError.continueOn().isEmpty()
                        || step instanceof ActionStep action && action.goesOnUnknown();
        if (skipped == null && !goesOn) {
            return after;
        }
        List<LexicalEnvironment> ways = new ArrayList<>(3);
        ways.add(after);
        if (skipped != null) {
            ways.add(skipped);
        }
        if (goesOn) {
            ways.add(names.forgetting(List.of(step)));
        }
        return before.joined(ways);
    }

    private LexicalEnvironment performed(Step step, LexicalEnvironment names) {
        Name id = step.head().id();
        StepSlots slots = id == null ? null : layout.step();
        return switch (step) {
            case ActionStep action -> keep(step, slots, names, actionType(action, names));
            case IfStep branching -> blocks.branches(branching, slots, names);
            case SwitchStep branching -> blocks.cases(branching, slots, names);
            case ForEachStep loop -> blocks.forEach(loop, slots, names);
            case RepeatStep loop -> blocks.repeat(loop, slots, names);
            case ParallelStep parallel -> blocks.parallel(parallel, slots, names);
            case TryStep attempt -> blocks.attempt(attempt, slots, names);
            case WaitStep wait -> {
                Type until = type(wait.until(), names);
                secrets.check(wait.until(), Type.ANY, until, "how long the run waits", "");
                yield keep(step, slots, names, Type.NULL);
            }
            case AskStep ask -> {
                Schema form = ask.answeredForm();
                if (form != null) {
                    resolution.putSource(form);
                }
                Type answer = new AskCheck(source, diagnostics).check(ask, names);
                yield keep(step, slots, names, answer);
            }
            case WaitForStep waiting -> blocks.waitFor(waiting, slots, names);
            case ValueStep naming -> keep(step, slots, names, type(naming.value(), names));
            case SetStep setting -> set(setting, slots, names);
            case CallStep call -> keep(step, slots, names, callType(call, names));
            case ReturnStep leaving -> {
                outputs.check(leaving, names, secrets);
                yield keep(step, slots, names, Type.NULL).left();
            }
            case FailStep failing -> shown(step, slots, names, failing.message()).left();
            case CancelStep leaving -> shown(step, slots, names, leaving.reason()).left();
            case NextStep leaving -> {
                blocks.rounds().next(names);
                yield nothing(step, slots, names, leaving.result()).left();
            }
            case StopStep leaving -> {
                blocks.rounds().stop(names);
                yield nothing(step, slots, names, leaving.result()).left();
            }
            case LogStep logging -> {
                Type text = type(logging.text(), names);
                secrets.check(logging.text(), Type.ANY, text, "the record of the run", "");
                yield keep(step, slots, names, text);
            }
        };
    }

    Type type(Template template, LexicalEnvironment names) {
        return TemplateChecker.check(template, names, source, diagnostics);
    }

    Type actionType(ActionStep step, LexicalEnvironment names) {
        Resolution.BoundAction bound = actions.bind(step);
        if (bound != null) {
            resolution.put(step, bound);
        }
        return actions.check(step, bound, names);
    }

    private Type callType(CallStep step, LexicalEnvironment names) {
        CallCheck calls = new CallCheck(playbooks, source, diagnostics);
        CalledPlaybook called = calls.bind(step);
        if (called != null) {
            resolution.put(step, called);
        }
        return calls.check(step, called, names);
    }

    private LexicalEnvironment nothing(
            Step step, @Nullable StepSlots slots, LexicalEnvironment names, Template template) {
        type(template, names);
        return keep(step, slots, names, Type.NULL);
    }

    private LexicalEnvironment shown(
            Step step, @Nullable StepSlots slots, LexicalEnvironment names, Template template) {
        secrets.check(
                template, Type.ANY, type(template, names), "how the run or the step ends", "");
        return keep(step, slots, names, Type.NULL);
    }

    /** The layout of the scope that the walk is in. */
    Layout layout() {
        return layout;
    }

    /** Goes on in another scope; gives the one before. */
    Layout enter(Layout other) {
        Layout before = layout;
        layout = other;
        return before;
    }

    /** The type of the result of the step that was seen last. */
    Type lastResult() {
        return lastResult;
    }

    private LexicalEnvironment set(
            SetStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        Facts known = names.facts();
        for (SetStep.Assignment assignment : step.assignments()) {
            Type given = type(assignment.value(), names);
            Name variable = assignment.variable();
            variables.assigned(variable.text(), given);
            known = known.assigned("vars", variable.text(), given);
            if (names.variableSlot(variable.text()) < 0) {
                String meant = variableMeant(variable.text(), names);
                diagnostics.report(
                        Code.UNKNOWN_VARIABLE,
                        source,
                        variable.span(),
                        "the playbook has no variable `" + variable.text() + "`",
                        Note.help(
                                meant == null
                                        ? "declare it with its first value under `vars` at the top"
                                        : "did you mean `" + meant + "`?"));
            }
        }
        return keep(step, slots, names, names, names.withFacts(known), Type.NULL);
    }

    private static @Nullable String variableMeant(String wrong, LexicalEnvironment names) {
        String bare = wrong.startsWith("vars.") ? wrong.substring("vars.".length()) : wrong;
        return names.variableSlot(bare) < 0
                ? Suggestion.closest(bare, names.variableNames())
                : bare;
    }

    private LexicalEnvironment keep(
            Step step, @Nullable StepSlots slots, LexicalEnvironment names, Type result) {
        return keep(step, slots, names, names, names, result);
    }

    /** Notes what a step sees, outside and inside, and what it gives. */
    LexicalEnvironment keep(
            Step step,
            @Nullable StepSlots slots,
            LexicalEnvironment outside,
            LexicalEnvironment inside,
            LexicalEnvironment after,
            Type result) {
        resolution.put(step, new Resolution.StepFacts(outside, inside, slots));
        lastResult =
                step.head().when() == null
                                && step.head().onError() == null
                                && !(step instanceof ActionStep action && action.goesOnUnknown())
                        ? result
                        : TypeUnion.of(result, Type.NULL);
        Name id = step.head().id();
        return id == null || slots == null ? after : after.withStep(id.text(), result, slots);
    }
}
