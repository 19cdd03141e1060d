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

    /** What {@code run.trigger} is in the run that it starts. */
    public String trigger() {
        String trigger = program.playbook().calledAs();
        if (trigger == null) {
            throw new IllegalStateException(program.id() + " is checked to let itself be called");
        }
        return trigger;
    }
}
