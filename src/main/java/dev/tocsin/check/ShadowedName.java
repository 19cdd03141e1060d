package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Words;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.TryStep;

import java.util.ArrayList;
import java.util.List;

/**
 * A name that hides another, or that no expression can read. Loop variables and the error of a
 * {@code catch} stand in expressions by themselves ({@code machine.id}), so they must differ from
 * each other and from what every playbook has. Step ids are read below {@code steps} and hide
 * nothing.
 */
final class ShadowedName {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private ShadowedName(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Diagnostics diagnostics) {
        ShadowedName check = new ShadowedName(playbook, diagnostics);
        check.parameters(playbook.inputs());
        check.parameters(playbook.outputs());
        check.constants(playbook.constants());
        check.constants(playbook.variables());
        check.steps(playbook.steps(), List.of());
    }

    private void parameters(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            field(parameter.name());
        }
    }

    private void constants(List<Constant> constants) {
        for (Constant constant : constants) {
            field(constant.name());
        }
    }

    private void steps(List<Step> steps, List<Name> outer) {
        for (Step step : steps) {
            Name id = step.head().id();
            if (id != null) {
                field(id);
            }
            if (step instanceof ForEachStep loop) {
                loop(loop, outer);
            } else if (step instanceof TryStep attempt) {
                attempt(attempt, outer);
            } else {
                for (List<Step> inner : InnerSteps.of(step)) {
                    steps(inner, outer);
                }
            }
        }
    }

    private void loop(ForEachStep loop, List<Name> outer) {
        List<Name> names = new ArrayList<>(outer);
        root(loop.item(), names);
        Name index = loop.index();
        if (index != null) {
            root(index, names);
        }
        steps(loop.body(), names);
    }

    private void attempt(TryStep attempt, List<Name> outer) {
        steps(attempt.body(), outer);
        for (TryStep.Catch one : attempt.catches()) {
            List<Name> names = new ArrayList<>(outer);
            Name as = one.as();
            if (as != null) {
                root(as, names);
            }
            steps(one.steps(), names);
        }
        steps(attempt.last(), outer);
    }

    /** A name that is read after a dot. */
    private void field(Name name) {
        if (Words.isLiteralWord(name.text())) {
            report(name, "`" + name + "` is a word of expressions, so no expression can name it");
        }
    }

    /** A name that expressions begin with. */
    private void root(Name name, List<Name> names) {
        for (Name other : names) {
            if (other.text().equals(name.text())) {
                report(
                        name,
                        "`" + name + "` hides the `" + name + "` of an outer step",
                        Note.fact("that one is named on line " + line(other)));
            }
        }
        if (isEverywhere(name.text())) {
            report(name, "`" + name + "` hides the `" + name + "` that every playbook has");
        } else if (Words.isLiteralWord(name.text()) || Words.isReserved(name.text())) {
            report(name, "`" + name + "` is a word of expressions, so no expression can name it");
        }
        names.add(name);
    }

    private int line(Name name) {
        return playbook.source().lineAt(name.span().start());
    }

    private void report(Name name, String message, Note... facts) {
        Note[] notes = new Note[facts.length + 1];
        System.arraycopy(facts, 0, notes, 0, facts.length);
        notes[facts.length] = Note.help("choose another name");
        diagnostics.report(Code.SHADOWED_NAME, playbook.source(), name.span(), message, notes);
    }

    private static boolean isEverywhere(String name) {
        return switch (name) {
            case "event",
                    "alert",
                    "incident",
                    "signal",
                    "inputs",
                    "const",
                    "vars",
                    "steps",
                    "run",
                    "playbook",
                    "result" ->
                    true;
            default -> false;
        };
    }
}
