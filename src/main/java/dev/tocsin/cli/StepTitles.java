package dev.tocsin.cli;

import dev.tocsin.program.ActionNode;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;

/** How wide the titles of a program's steps are, so that what stands behind them lines up. */
final class StepTitles {

    /** A title that is wider than this moves what stands behind it. */
    private static final int WIDEST = 46;

    private StepTitles() {}

    static int width(Program program) {
        int width = 0;
        for (Program each : CalledPrograms.of(program)) {
            for (ActionNode action : ProgramActions.of(each)) {
                int length = action.head().label().length();
                if (length <= WIDEST) {
                    width = Math.max(width, length);
                }
            }
        }
        return width;
    }
}
