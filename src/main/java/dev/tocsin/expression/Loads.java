package dev.tocsin.expression;

import dev.tocsin.value.Value;

/** Evaluators that only fetch. Records, not lambdas: the AOT cache starts them faster. */
final class Loads {

    private Loads() {}

    record Constant(Value value) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return value;
        }
    }

    /** A slot of the expression's own scope. */
    record Own(int slot) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return scope.get(slot);
        }
    }

    /** A slot further up. */
    record Outer(int depth, int slot) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return scope.up(depth).get(slot);
        }
    }

    /** The variable of a macro. */
    record Local(int index) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return evaluation.local(index);
        }
    }

    static Evaluator of(Environment.Variable variable) {
        return variable.depth() == 0
                ? new Own(variable.slot())
                : new Outer(variable.depth(), variable.slot());
    }
}
