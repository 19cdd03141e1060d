package dev.tocsin.cli;

import dev.tocsin.program.IfNode;
import dev.tocsin.program.StepNode;
import dev.tocsin.program.SwitchNode;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.OneLine;

/** Which way a step went, in words. */
final class BranchWords {

    private BranchWords() {}

    /**
     * {@code yes} for the {@code then} of an {@code if}, the values of a case of a {@code switch}.
     *
     * @param branch as in paths: {@code then}, {@code cases[0]}
     */
    static String of(StepNode node, String branch) {
        if (node instanceof SwitchNode choice) {
            for (SwitchNode.Case option : choice.cases()) {
                if (option.name().equals(branch)) {
                    return OneLine.plain(new ListValue(option.values()));
                }
            }
        }
        if (node instanceof IfNode) {
            return switch (branch) {
                case "then" -> "yes";
                case "else" -> "no";
                default -> branch;
            };
        }
        return branch;
    }
}
