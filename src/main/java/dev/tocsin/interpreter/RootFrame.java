package dev.tocsin.interpreter;

import dev.tocsin.expression.Scope;
import dev.tocsin.program.Block;
import dev.tocsin.program.StepNode;

import org.jspecify.annotations.Nullable;

/** The playbook itself. */
final class RootFrame extends Frame {

    RootFrame(Scope scope, Block steps) {
        super(null, scope, steps);
    }

    @Override
    @Nullable StepNode node() {
        return null;
    }
}
