package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.CaseFacts;
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
import dev.tocsin.playbook.WaitStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
    private final VariableTypes variables;
    private final @Nullable OnError actionDefault;
    private Layout layout;

    /** Where the rounds or iterations of the loop around the current step end early. */
    private RoundEnds rounds = new RoundEnds();

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
        this.start = names.withVariables(variables.read(), slots);
    }

    Resolution resolve(Playbook playbook) {
        walk(playbook.steps(), start);
        resolution.setScopeSize(layout.size());
        return resolution;
    }

    private LexicalEnvironment walk(List<Step> steps, LexicalEnvironment before) {
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
        if (onError == null && step instanceof ActionStep) {
            onError = actionDefault;
        }
        boolean goesOn = onError != null && !onError.continueOn().isEmpty();
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
            case IfStep branching -> branches(branching, slots, names);
            case SwitchStep branching -> cases(branching, slots, names);
            case ForEachStep loop -> forEach(loop, slots, names);
            case RepeatStep loop -> repeat(loop, slots, names);
            case ParallelStep parallel -> parallel(parallel, slots, names);
            case TryStep attempt -> attempt(attempt, slots, names);
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
                rounds.next(names);
                yield nothing(step, slots, names, leaving.result()).left();
            }
            case StopStep leaving -> {
                rounds.stop(names);
                yield nothing(step, slots, names, leaving.result()).left();
            }
            case LogStep logging -> {
                Type text = type(logging.text(), names);
                secrets.check(logging.text(), Type.ANY, text, "the record of the run", "");
                yield keep(step, slots, names, text);
            }
        };
    }

    private Type type(Template template, LexicalEnvironment names) {
        return TemplateChecker.check(template, names, source, diagnostics);
    }

    private Type actionType(ActionStep step, LexicalEnvironment names) {
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

    private LexicalEnvironment branches(
            IfStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        List<LexicalEnvironment> ends = new ArrayList<>(step.branches().size() + 1);
        LexicalEnvironment otherwise = names;
        for (IfStep.Branch branch : step.branches()) {
            Learned learned =
                    TypeChecker.checkCondition(branch.condition(), otherwise, source, diagnostics);
            ends.add(walk(branch.then(), otherwise.withFacts(learned.ifTrue())));
            otherwise = otherwise.withFacts(learned.ifFalse());
        }
        ends.add(walk(step.otherwise(), otherwise));
        return keep(step, slots, names, names, names.joined(ends), Type.NULL);
    }

    private LexicalEnvironment cases(
            SwitchStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        Type subject = TypeChecker.checkSubject(step.subject(), names, source, diagnostics);
        resolution.put(step, subject);
        new CaseValues(source, diagnostics).check(step, subject);
        List<LexicalEnvironment> ends = new ArrayList<>(step.cases().size() + 1);
        CaseFacts cases = new CaseFacts(step.subject(), subject, names.facts());
        for (SwitchStep.Case option : step.cases()) {
            Facts known = cases.met(CaseValues.of(option));
            ends.add(walk(option.then(), names.withFacts(known)));
        }
        List<Step> otherwise = step.otherwise();
        LexicalEnvironment rest = names.withFacts(cases.rest());
        if (otherwise != null) {
            ends.add(walk(otherwise, rest));
        } else if (!CaseValues.isExhaustive(step, subject)) {
            ends.add(rest);
        }
        return keep(step, slots, names, names, names.joined(ends), Type.NULL);
    }

    private LexicalEnvironment forEach(
            ForEachStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        Type item = TypeChecker.checkList(step.in(), names, source, diagnostics);
        Layout outer = layout;
        layout = new Layout();
        int itemSlot = layout.slot();
        LexicalEnvironment body =
                names.forgetting(step.body()).nested().with(step.item().text(), item, itemSlot);
        Name index = step.index();
        int indexSlot = index == null ? -1 : layout.slot();
        if (index != null) {
            body = body.with(index.text(), Type.INT, indexSlot);
        }
        RoundEnds outerRounds = rounds;
        rounds = new RoundEnds();
        LexicalEnvironment end = walk(step.body(), body);
        rounds = outerRounds;
        Template collect = step.collect();
        Type given = collect == null ? Type.ANY : type(collect, end);
        // `next` and `stop` may give items of other types.
        Type type = Leaving.givesItems(step.body()) ? Type.LIST : new Type.ListOf(given);
        resolution.put(step, new Resolution.LoopFacts(layout.size(), itemSlot, indexSlot));
        layout = outer;
        return keep(step, slots, names, end, names.forgetting(step.body()), type);
    }

    private LexicalEnvironment repeat(
            RepeatStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        int from = layout.size();
        RoundEnds outerRounds = rounds;
        rounds = new RoundEnds();
        LexicalEnvironment again = names.forgetting(step.body());
        LexicalEnvironment end = rounds.endOfRound(again, walk(step.body(), again));
        List<LexicalEnvironment> ends = rounds.stops();
        rounds = outerRounds;
        resolution.put(step, IntStream.range(from, layout.size()).toArray());
        Expression until = step.until();
        boolean bounded = until == null || !step.failWhenExhausted();
        if (until != null) {
            Learned learned = TypeChecker.checkCondition(until, end, source, diagnostics);
            ends.add(end.withFacts(learned.ifTrue()));
        }
        if (bounded) {
            ends.add(end);
        }
        return keep(step, slots, names, end, again.joined(ends), HeadTypes.REPEATED);
    }

    private LexicalEnvironment parallel(
            ParallelStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment within = names.forgetting(List.of(step));
        List<LexicalEnvironment> ends = new ArrayList<>(step.branches().size());
        for (ParallelStep.Branch branch : step.branches()) {
            ends.add(walk(branch.steps(), within));
        }
        return keep(step, slots, names, names, within.joinedAll(ends), Type.NULL);
    }

    private LexicalEnvironment attempt(
            TryStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment end = walk(step.body(), names);
        List<LexicalEnvironment> ends = new ArrayList<>(step.catches().size() + 1);
        ends.add(end);
        LexicalEnvironment seenByCatch = names.joined(List.of(names.forgetting(step.body()), end));
        for (TryStep.Catch handler : step.catches()) {
            LexicalEnvironment inside = seenByCatch;
            Name as = handler.as();
            if (as != null) {
                int slot = layout.slot();
                inside = inside.with(as.text(), HeadTypes.ERROR, slot);
                resolution.put(handler, slot);
            }
            ends.add(walk(handler.steps(), inside));
        }
        LexicalEnvironment after = names.joined(ends);
        if (!step.last().isEmpty()) {
            ends.add(names.forgetting(List.of(step)));
            LexicalEnvironment seenByLast = names.joined(ends);
            LexicalEnvironment last = walk(step.last(), seenByLast);
            after = after.forgetting(step.last()).followedBy(seenByLast, last);
        }
        return keep(step, slots, names, names, after, Type.NULL);
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
                String meant = Suggestion.closest(variable.text(), names.variableNames());
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

    private LexicalEnvironment keep(
            Step step, @Nullable StepSlots slots, LexicalEnvironment names, Type result) {
        return keep(step, slots, names, names, names, result);
    }

    private LexicalEnvironment keep(
            Step step,
            @Nullable StepSlots slots,
            LexicalEnvironment outside,
            LexicalEnvironment inside,
            LexicalEnvironment after,
            Type result) {
        resolution.put(step, new Resolution.StepFacts(outside, inside, slots));
        Name id = step.head().id();
        return id == null || slots == null ? after : after.withStep(id.text(), result, slots);
    }
}
