package dev.tocsin.interpreter;

import dev.tocsin.expression.Scope;
import dev.tocsin.program.Block;
import dev.tocsin.program.StepNode;

import org.jspecify.annotations.Nullable;

/** The playbook itself. */
final class RootFrame extends Frame {

    private final @Nullable Caller caller;

    RootFrame(Scope scope, Block steps, @Nullable Caller caller) {
        super(null, scope, steps);
        this.caller = caller;
    }

    @Override
    @Nullable StepNode node() {
        return null;
    }

    @Override
    String path() {
        return caller == null ? "" : caller.path();
    }

    @Override
    int[] order() {
        return caller == null
                ? new int[0]
                : caller.order().stream().mapToInt(Integer::intValue).toArray();
    }
}
