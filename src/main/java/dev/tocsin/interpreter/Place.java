package dev.tocsin.interpreter;

import dev.tocsin.program.StepNode;

/** Where in a run a step is; rendered only when somebody wants to read it. */
public interface Place {

    /** For people: {@code steps[3].then[0]}, {@code steps[1]#4.steps[0]} in the fifth iteration. */
    String path(StepNode node);

    /**
     * Sorts steps in reading order: numbers of steps and iterations, from the outside in.
     *
     * @return a new array
     */
    int[] order(StepNode node);

    /** How many steps enclose it. */
    int depth();
}
