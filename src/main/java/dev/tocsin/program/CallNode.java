package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;

/**
 * Runs another playbook and waits for its end.
 *
 * @param program what is run
 * @param passage what passes between the two
 * @param with gives the inputs, a map
 */
public record CallNode(NodeHead head, Program program, Passage passage, Evaluator with)
        implements StepNode {

    /** What stands between the path of the call and those of the steps inside. */
    public String segment() {
        return "call(" + program.id() + ")";
    }
}
