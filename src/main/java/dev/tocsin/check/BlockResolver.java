package dev.tocsin.check;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.expression.CaseFacts;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Facts;
import dev.tocsin.expression.Learned;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.ParallelStep;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.playbook.TryStep;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Walks the steps that hold further steps: which names the steps inside see, and what is known
 * where their ways meet again.
 */
final class BlockResolver {

    private final Resolver steps;
    private final Resolution resolution;
    private final boolean callbacks;
    private final SourceText source;
    private final Diagnostics diagnostics;

    /** Where the rounds or iterations of the loop around the current step end early. */
    private RoundEnds rounds = new RoundEnds();

    /**
     * @param steps walks what is inside
     * @param callbacks whether any step waits for a callback
     */
    BlockResolver(
            Resolver steps,
            Resolution resolution,
            boolean callbacks,
            SourceText source,
            Diagnostics diagnostics) {
        this.steps = steps;
        this.resolution = resolution;
        this.callbacks = callbacks;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    RoundEnds rounds() {
        return rounds;
    }

    LexicalEnvironment branches(IfStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        List<LexicalEnvironment> ends = new ArrayList<>(step.branches().size() + 1);
        LexicalEnvironment otherwise = names;
        for (IfStep.Branch branch : step.branches()) {
            Learned learned =
                    TypeChecker.checkCondition(branch.condition(), otherwise, source, diagnostics);
            ends.add(steps.walk(branch.then(), otherwise.withFacts(learned.ifTrue())));
            otherwise = otherwise.withFacts(learned.ifFalse());
        }
        ends.add(steps.walk(step.otherwise(), otherwise));
        return steps.keep(step, slots, names, names, names.joined(ends), Type.NULL);
    }

    LexicalEnvironment cases(SwitchStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        Type subject = TypeChecker.checkSubject(step.subject(), names, source, diagnostics);
        resolution.put(step, subject);
        new CaseValues(source, diagnostics).check(step, subject);
        List<LexicalEnvironment> ends = new ArrayList<>(step.cases().size() + 1);
        CaseFacts cases = new CaseFacts(step.subject(), subject, names.facts());
        for (SwitchStep.Case option : step.cases()) {
            Facts known = cases.met(CaseValues.of(option));
            ends.add(steps.walk(option.then(), names.withFacts(known)));
        }
        List<Step> otherwise = step.otherwise();
        LexicalEnvironment rest = names.withFacts(cases.rest());
        if (otherwise != null) {
            ends.add(steps.walk(otherwise, rest));
        } else if (!CaseValues.isExhaustive(step, subject)) {
            ends.add(rest);
        }
        return steps.keep(step, slots, names, names, names.joined(ends), Type.NULL);
    }

    LexicalEnvironment forEach(
            ForEachStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        Type item = TypeChecker.checkList(step.in(), names, source, diagnostics);
        Layout layout = new Layout();
        Layout outer = steps.enter(layout);
        int itemSlot = layout.slot();
        LexicalEnvironment body =
                names.forgetting(step.body()).nested().with(step.item().text(), item, itemSlot);
        Name index = step.index();
        int indexSlot = index == null ? -1 : layout.slot();
        if (index != null) {
            body = body.with(index.text(), Type.INT, indexSlot);
        }
        body = withPlace(step, step.body(), names, body);
        RoundEnds outerRounds = rounds;
        rounds = new RoundEnds();
        LexicalEnvironment end = steps.walk(step.body(), body);
        rounds = outerRounds;
        Template collect = step.collect();
        Type given = collect == null ? Type.ANY : steps.type(collect, end);
        // `next` and `stop` may give items of other types.
        Type type = Leaving.givesItems(step.body()) ? Type.LIST : new Type.ListOf(given);
        resolution.put(step, new Resolution.LoopFacts(layout.size(), itemSlot, indexSlot));
        steps.enter(outer);
        return steps.keep(step, slots, names, end, names.forgetting(step.body()), type);
    }

    LexicalEnvironment repeat(
            RepeatStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment again = names.forgetting(step.body());
        LexicalEnvironment body = withPlace(step, step.body(), names, again);
        int from = steps.layout().size();
        RoundEnds outerRounds = rounds;
        rounds = new RoundEnds();
        LexicalEnvironment end = rounds.endOfRound(again, steps.walk(step.body(), body));
        List<LexicalEnvironment> ends = rounds.stops();
        rounds = outerRounds;
        resolution.put(step, IntStream.range(from, steps.layout().size()).toArray());
        Expression until = step.until();
        boolean bounded = until == null || !step.failWhenExhausted();
        if (until != null) {
            Learned learned = TypeChecker.checkCondition(until, end, source, diagnostics);
            ends.add(end.withFacts(learned.ifTrue()));
        }
        if (bounded) {
            ends.add(end);
        }
        return steps.keep(step, slots, names, end, again.joined(ends), HeadTypes.REPEATED);
    }

    /** With the callbacks of a loop's body, which are told apart by the position in the loop. */
    private LexicalEnvironment withPlace(
            Step loop, List<Step> inside, LexicalEnvironment names, LexicalEnvironment body) {
        if (!callbacks || !CallbackNames.anyIn(inside)) {
            return body;
        }
        int slot = steps.layout().slot();
        resolution.put(loop, new Resolution.LoopPlace(slot, CallbackNames.place(names)));
        return CallbackNames.inLoop(body, inside, slot);
    }

    LexicalEnvironment waitFor(
            WaitForStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment inside = names;
        Type result =
                switch (step.source()) {
                    case WaitForStep.Poll poll -> steps.actionType(poll.read(), names);
                    case WaitForStep.Callback callback -> {
                        resolution.putSource(callback.schema());
                        yield callback.schema().type();
                    }
                };
        if (step.source() instanceof WaitForStep.Poll poll) {
            ActionStep read = poll.read();
            WaitForCheck.operation(
                    read.operation(), resolution.action(read), "waitFor", source, diagnostics);
            int slot = steps.layout().slot();
            resolution.putResult(step, slot);
            inside = names.with("result", result, slot);
            TypeChecker.checkCondition(poll.until(), inside, source, diagnostics);
        }
        List<Step> onTimeout = step.onTimeout();
        LexicalEnvironment after = names;
        if (onTimeout != null) {
            LexicalEnvironment late = steps.walk(onTimeout, names);
            after = names.joined(List.of(names, late));
            result = late.isReached() ? TypeUnion.withNull(result) : result;
        }
        return steps.keep(step, slots, names, inside, after, result);
    }

    LexicalEnvironment parallel(
            ParallelStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment within = names.forgetting(List.of(step));
        List<LexicalEnvironment> ends = new ArrayList<>(step.branches().size());
        List<Type> values = new ArrayList<>(step.branches().size());
        for (ParallelStep.Branch branch : step.branches()) {
            ends.add(steps.walk(branch.steps(), within));
            values.add(branch.steps().isEmpty() ? Type.ANY : steps.lastResult());
        }
        return step.firstWins()
                ? steps.keep(
                        step,
                        slots,
                        names,
                        names,
                        within.joined(ends),
                        HeadTypes.firstOf(step, values))
                : steps.keep(step, slots, names, names, within.joinedAll(ends), Type.NULL);
    }

    LexicalEnvironment attempt(TryStep step, @Nullable StepSlots slots, LexicalEnvironment names) {
        LexicalEnvironment end = steps.walk(step.body(), names);
        List<LexicalEnvironment> ends = new ArrayList<>(step.catches().size() + 1);
        ends.add(end);
        LexicalEnvironment seenByCatch = names.joined(List.of(names.forgetting(step.body()), end));
        for (TryStep.Catch handler : step.catches()) {
            LexicalEnvironment inside = seenByCatch;
            Name as = handler.as();
            if (as != null) {
                int slot = steps.layout().slot();
                inside = inside.with(as.text(), HeadTypes.ERROR, slot);
                resolution.put(handler, slot);
            }
            ends.add(steps.walk(handler.steps(), inside));
        }
        LexicalEnvironment after = names.joined(ends);
        if (!step.last().isEmpty()) {
            ends.add(names.forgetting(List.of(step)));
            LexicalEnvironment seenByLast = names.joined(ends);
            LexicalEnvironment last = steps.walk(step.last(), seenByLast);
            after = after.forgetting(step.last()).followedBy(seenByLast, last);
        }
        return steps.keep(step, slots, names, names, after, Type.NULL);
    }
}
