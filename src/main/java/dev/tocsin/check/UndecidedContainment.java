package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.playbook.AskStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.IfStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.SwitchStep;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A containment that nobody's answer decides: some way leads to it past every condition on the
 * answer of an {@code ask}, and no {@code unattended} says why nobody is asked. Also finds the two
 * mistakes beside it: {@link ContainmentBySilence} and {@link NeedlessUnattended}.
 */
final class UndecidedContainment {

    private final Playbook playbook;
    private final Containments containments;
    private final AnswerCondition answers;
    private final ContainmentBySilence silence;
    private final Diagnostics diagnostics;

    private UndecidedContainment(
            Playbook playbook, Containments containments, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.containments = containments;
        this.answers = new AnswerCondition(playbook);
        this.silence =
                new ContainmentBySilence(playbook.source(), answers.questions(), diagnostics);
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Containments containments, Diagnostics diagnostics) {
        boolean concerned = false;
        for (Step step : InnerSteps.all(playbook)) {
            concerned |=
                    step.head().unattended() != null
                            || containments.of(step) != Containments.Kind.NONE;
        }
        if (concerned) {
            new UndecidedContainment(playbook, containments, diagnostics)
                    .steps(playbook.steps(), null, null);
        }
    }

    /**
     * Whether a playbook contains, and whether an answer in it decides that. What its own {@code
     * unattended} excuses stays undecided: the reason is that of its file, not of those that call.
     */
    static Containments.Kind of(Playbook playbook, Containments containments) {
        Excuse all = new Excuse(null);
        new UndecidedContainment(playbook, containments, new Diagnostics())
                .steps(playbook.steps(), null, all);
        if (all.isNeeded()) {
            return Containments.Kind.UNDECIDED;
        }
        return all.hasContainment() ? Containments.Kind.ASKS_ITSELF : Containments.Kind.NONE;
    }

    /**
     * @param before what was answered where these steps are reached
     * @param unattended the reason given around them, or null
     */
    private void steps(List<Step> steps, @Nullable Decisions before, @Nullable Excuse unattended) {
        Decisions decided = before;
        for (Step step : steps) {
            decided = step(step, decided, unattended);
        }
    }

    /** What was answered where the step behind this one is reached. */
    private @Nullable Decisions step(
            Step step, @Nullable Decisions before, @Nullable Excuse around) {
        Expression when = step.head().when();
        Decisions decided = when == null ? before : with(before, when, true);
        Name reason = step.head().unattended();
        Excuse excuse = reason == null ? around : new Excuse(around);
        Decisions behind = inside(step, decided, excuse);
        if (Leaving.goesOnAfterErrors(step)) {
            behind = before;
        }
        if (reason != null && excuse != null && !excuse.isNeeded()) {
            NeedlessUnattended.report(
                    reason, excuse.hasContainment(), playbook.source(), diagnostics);
        }
        if (when == null) {
            return behind;
        }
        return Leaving.always(step) ? with(before, when, false) : before;
    }

    private @Nullable Decisions inside(
            Step step, @Nullable Decisions decided, @Nullable Excuse excuse) {
        switch (containments.of(step)) {
            case UNDECIDED -> {
                containment(step, decided, excuse);
                return decided;
            }
            case ASKS_ITSELF -> {
                if (excuse != null) {
                    excuse.seen(false);
                }
                return decided;
            }
            case NONE -> {}
        }
        if (step instanceof IfStep block) {
            return branches(block, decided, excuse);
        }
        if (step instanceof SwitchStep block) {
            cases(block, decided, excuse);
            return decided;
        }
        for (List<Step> inner : InnerSteps.of(step)) {
            steps(inner, decided, excuse);
        }
        if (step instanceof RepeatStep loop
                && loop.until() != null
                && loop.failWhenExhausted()
                && !Leaving.stops(loop.body())) {
            return with(decided, loop.until(), true);
        }
        return decided;
    }

    private @Nullable Decisions branches(
            IfStep block, @Nullable Decisions before, @Nullable Excuse excuse) {
        Decisions decided = before;
        Decisions behind = before;
        for (IfStep.Branch branch : block.branches()) {
            steps(branch.then(), with(decided, branch.condition(), true), excuse);
            decided = with(decided, branch.condition(), false);
            if (branch == block.branches().getFirst() && Leaving.anyOf(branch.then())) {
                behind = decided;
            }
        }
        steps(block.otherwise(), decided, excuse);
        boolean othersLeave = block.branches().size() == 1 && Leaving.anyOf(block.otherwise());
        return othersLeave ? with(behind, block.branches().getFirst().condition(), true) : behind;
    }

    private void cases(SwitchStep block, @Nullable Decisions before, @Nullable Excuse excuse) {
        Set<String> named = new LinkedHashSet<>();
        for (SwitchStep.Case one : block.cases()) {
            Set<String> values = new LinkedHashSet<>();
            boolean textsOnly = true;
            for (SwitchStep.CaseValue value : one.values()) {
                if (value.value() instanceof StringValue(String text)) {
                    values.add(text);
                } else {
                    textsOnly = false;
                }
            }
            named.addAll(values);
            Decisions answered =
                    textsOnly ? answers.required(block.subject().tree(), values) : null;
            steps(one.then(), Decisions.both(before, answered), excuse);
        }
        List<Step> otherwise = block.otherwise();
        if (otherwise != null) {
            Decisions answered = answers.requiredOtherThan(block.subject().tree(), named);
            steps(otherwise, Decisions.both(before, answered), excuse);
        }
    }

    private @Nullable Decisions with(
            @Nullable Decisions before, Expression condition, boolean truth) {
        return Decisions.both(before, answers.required(condition.tree(), truth));
    }

    private void containment(Step step, @Nullable Decisions decided, @Nullable Excuse excuse) {
        if (excuse != null) {
            excuse.seen(decided == null || silence.mayDecide(decided));
        } else if (decided == null) {
            report(step);
        } else {
            silence.check(decided, step);
        }
    }

    private void report(Step step) {
        String condition = exampleOfCondition();
        Name done = Performed.by(step);
        diagnostics.report(
                Code.UNDECIDED_CONTAINMENT,
                playbook.source(),
                done.span(),
                step instanceof CallStep
                        ? "no answer decides whether `" + done + "` contains a device or person"
                        : "no answer decides whether `" + done + "` is done",
                Note.help(
                        (condition == null ? "`ask` somebody before it, and put it" : "put it")
                                + " under a condition such as `"
                                + (condition == null
                                        ? "steps.decision.choice == \"Isolate\""
                                        : condition)
                                + "`"),
                Note.help("or say why nobody is asked: `unattended: the reason`"));
    }

    /** With the first question that has choices, or null where there is none. */
    private @Nullable String exampleOfCondition() {
        for (Map.Entry<String, AskStep> question : answers.questions().entrySet()) {
            List<String> choices = question.getValue().knownChoices();
            if (choices != null && !choices.isEmpty()) {
                return "steps." + question.getKey() + ".choice == \"" + choices.getFirst() + "\"";
            }
        }
        return null;
    }
}
