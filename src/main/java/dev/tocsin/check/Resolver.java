package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.CancelStep;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.FailStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.LogStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.NextStep;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.ReturnStep;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.StopStep;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.ValueStep;
import dev.tocsin.playbook.WaitStep;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Walks a playbook in reading order: gives each step its slots, knows which names each place can
 * see, and types every expression there.
 */
final class Resolver {

    /** What an error is, as {@code catch} and {@code error("id")} give it. */
    static final Type ERROR =
            new Type.Obj(
                    Map.of(
                            "kind", Type.STRING,
                            "message", Type.STRING,
                            "step", Type.STRING,
                            "status", Type.INT,
                            "details", Type.ANY),
                    Set.of("kind", "message", "step", "status", "details"),
                    false);

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final ActionCheck actions;
    private final AskCheck asks;
    private final OutputTypes outputs;
    private final SecretExposed secrets;
    private final Resolution resolution;
    private final LexicalEnvironment start;
    private Layout layout;

    Resolver(Playbook playbook, ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.source = playbook.source();
        this.diagnostics = diagnostics;
        this.actions = new ActionCheck(connectors, source, diagnostics);
        this.asks = new AskCheck(source, diagnostics);
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
        for (Trigger trigger : playbook.triggers()) {
            Schema event = EventTypes.schemaOf(trigger, connectors);
            if (event != null) {
                resolution.putSource(event);
            }
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
        Map<String, Integer> variables = new LinkedHashMap<>();
        for (Constant variable : playbook.variables()) {
            int slot = layout.slot();
            variables.put(variable.name().text(), slot);
            resolution.putVariable(variable.name().text(), slot);
        }
        this.start = names.withVariables(variables);
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

    private LexicalEnvironment step(Step step, LexicalEnvironment names) {
        Expression when = step.head().when();
        if (when != null) {
            TypeChecker.checkCondition(when, names, source, diagnostics);
        }
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
            case AskStep ask -> keep(step, slots, names, asks.check(ask, names));
            case ValueStep naming -> keep(step, slots, names, type(naming.value(), names));
            case SetStep setting -> set(setting, slots, names);
            case ReturnStep leaving -> {
                outputs.check(leaving, type(leaving.outputs(), names), secrets);
                yield keep(step, slots, names, Type.NULL);
            }
            case FailStep failing -> shown(step, slots, names, failing.message());
            case CancelStep leaving -> shown(step, slots, names, leaving.reason());
            case NextStep leaving -> nothing(step, slots, names, leaving.result());
            case StopStep leaving -> nothing(step, slots, names, leaving.result());
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
        LexicalEnvironment after = names;
        for (IfStep.Branch branch : step.branches()) {
            TypeChecker.checkCondition(branch.condition(), names, source, diagnostics);
            after = after.withStepsOf(walk(branch.then(), names), names);
        }
        after = after.withStepsOf(walk(step.otherwise(), names), names);
        return keep(step, slots, names, names, after, Type.NULL);
    }

    private LexicalEnvironment cases(
            SwitchStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        new CaseValues(source, diagnostics)
                .check(step, TypeChecker.checkSubject(step.subject(), names, source, diagnostics));
        LexicalEnvironment after = names;
        for (SwitchStep.Case option : step.cases()) {
            after = after.withStepsOf(walk(option.then(), names), names);
        }
        List<Step> otherwise = step.otherwise();
        if (otherwise != null) {
            after = after.withStepsOf(walk(otherwise, names), names);
        }
        return keep(step, slots, names, names, after, Type.NULL);
    }

    private LexicalEnvironment forEach(
            ForEachStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        Type item = TypeChecker.checkList(step.in(), names, source, diagnostics);
        Layout outer = layout;
        layout = new Layout();
        int itemSlot = layout.slot();
        LexicalEnvironment body = names.nested().with(step.item().text(), item, itemSlot);
        Name index = step.index();
        int indexSlot = index == null ? -1 : layout.slot();
        if (index != null) {
            body = body.with(index.text(), Type.INT, indexSlot);
        }
        LexicalEnvironment end = walk(step.body(), body);
        Template collect = step.collect();
        Type given = collect == null ? Type.ANY : type(collect, end);
        // `next` and `stop` may give items of other types.
        Type type = Leaving.givesItems(step.body()) ? Type.LIST : new Type.ListOf(given);
        resolution.put(step, new Resolution.LoopFacts(layout.size(), itemSlot, indexSlot));
        layout = outer;
        return keep(step, slots, names, end, names, type);
    }

    private LexicalEnvironment repeat(
            RepeatStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        int from = layout.size();
        LexicalEnvironment end = walk(step.body(), names);
        resolution.put(step, IntStream.range(from, layout.size()).toArray());
        Expression until = step.until();
        if (until != null) {
            TypeChecker.checkCondition(until, end, source, diagnostics);
        }
        return keep(step, slots, names, end, names.withStepsOf(end, names), HeadTypes.REPEATED);
    }

    private LexicalEnvironment parallel(
            ParallelStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment after = names;
        for (ParallelStep.Branch branch : step.branches()) {
            after = after.withStepsOf(walk(branch.steps(), names), names);
        }
        return keep(step, slots, names, names, after, Type.NULL);
    }

    private LexicalEnvironment attempt(
            TryStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment after = names.withStepsOf(walk(step.body(), names), names);
        LexicalEnvironment seenByCatch = after;
        for (TryStep.Catch handler : step.catches()) {
            LexicalEnvironment inside = seenByCatch;
            Name as = handler.as();
            if (as != null) {
                int slot = layout.slot();
                inside = inside.with(as.text(), ERROR, slot);
                resolution.put(handler, slot);
            }
            after = after.withStepsOf(walk(handler.steps(), inside), inside);
        }
        after = after.withStepsOf(walk(step.last(), after), after);
        return keep(step, slots, names, names, after, Type.NULL);
    }

    private LexicalEnvironment set(
            SetStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        for (SetStep.Assignment assignment : step.assignments()) {
            type(assignment.value(), names);
            Name variable = assignment.variable();
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
        return keep(step, slots, names, Type.NULL);
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
