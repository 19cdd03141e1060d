package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SetStep;
import dev.tocsin.playbook.Step;

/** An input, a constant or a variable that no expression reads. */
final class UnusedName {

    private final Playbook playbook;
    private final Diagnostics diagnostics;

    private UnusedName(Playbook playbook, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.diagnostics = diagnostics;
    }

    static void check(Playbook playbook, Reads reads, Diagnostics diagnostics) {
        UnusedName check = new UnusedName(playbook, diagnostics);
        for (Parameter input : playbook.inputs()) {
            if (!reads.input(input.name().text())) {
                check.report(
                        Code.UNUSED_INPUT,
                        input.name(),
                        "nothing reads the input `" + input.name() + "`",
                        "remove it, or use `inputs." + input.name() + "` where it was meant");
            }
        }
        for (Constant constant : playbook.constants()) {
            if (!reads.constant(constant.name().text())) {
                check.report(
                        Code.UNUSED_CONSTANT,
                        constant.name(),
                        "nothing reads the constant `" + constant.name() + "`",
                        "remove it, or use `const." + constant.name() + "` where it was meant");
            }
        }
        for (Constant variable : playbook.variables()) {
            if (!reads.variable(variable.name().text())) {
                check.variable(variable.name());
            }
        }
    }

    private void variable(Name variable) {
        boolean set = isSet(variable.text());
        report(
                Code.UNUSED_VARIABLE,
                variable,
                set
                        ? "`" + variable + "` is set, but nothing reads it"
                        : "nothing reads the variable `" + variable + "`",
                set
                        ? "remove it with each `set` of it, or use `vars." + variable + "`"
                        : "remove it, or use `vars." + variable + "` where it was meant");
    }

    private boolean isSet(String variable) {
        for (Step step : InnerSteps.all(playbook)) {
            if (step instanceof SetStep set) {
                for (SetStep.Assignment assignment : set.assignments()) {
                    if (assignment.variable().text().equals(variable)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void report(Code code, Name name, String message, String help) {
        diagnostics.report(code, playbook.source(), name.span(), message, Note.help(help));
    }
}
