package dev.tocsin.expression;

import dev.tocsin.diagnostic.Severity;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Evaluates one expression outside any playbook, over variables of unknown type. */
public final class SingleEvaluation {

    /** As many steps as a run may take between two waits. */
    static final long MAX_STEPS = 10_000_000;

    /** What came of it. */
    public sealed interface Outcome {}

    /** It has a value, small enough to print. */
    public record Evaluated(Value value) implements Outcome {}

    /** It cannot be evaluated at all; in the order of the text, at least one. */
    public record Faulty(List<Fault> faults) implements Outcome {}

    /** It could be evaluated and has no value for these variables. */
    public record Failed(EvaluationException error) implements Outcome {}

    private SingleEvaluation() {}

    /**
     * Never throws for anything a user may write.
     *
     * @param now what {@code now()} gives
     */
    public static Outcome evaluate(String text, MapValue variables, Instant now) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(text);
        Expr tree = parsed.tree();
        if (tree == null) {
            return new Faulty(parsed.faults());
        }
        Environment environment = new RootNames(variables);
        List<Fault> faults = new ArrayList<>();
        TypeChecker.check(tree, environment, faults);
        // A comparison that never holds is a mistake in a playbook; by itself it is just false. And
        // what may be null is known here: it is, or it is not.
        faults.removeIf(
                fault ->
                        switch (fault.code()) {
                            case IMPOSSIBLE_COMPARISON, NULL_USED, MAY_BE_MISSING -> true;
                            default -> fault.code().severity() == Severity.WARNING;
                        });
        if (!faults.isEmpty()) {
            return new Faulty(faults);
        }
        Evaluation evaluation = new Evaluation(0, MAX_STEPS);
        evaluation.restart(now);
        try {
            Evaluator evaluator = ExpressionCompiler.compile(tree, environment);
            Value value = evaluator.evaluate(RootNames.scope(variables), evaluation);
            Limits.walk(value, evaluation);
            return new Evaluated(value);
        } catch (EvaluationException e) {
            return new Failed(e);
        }
    }
}
