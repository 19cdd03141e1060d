package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Operands;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;
import dev.tocsin.value.StringValue;

import java.util.HashSet;
import java.util.Set;

/**
 * Which members of {@code inputs}, {@code const}, {@code vars} and {@code steps} the expressions of
 * a playbook read, wherever that is.
 */
final class Reads {

    /** Stands for each member of a group that is read as a whole, or by a computed name. */
    private static final String ALL = "*";

    private final Set<String> inputs = new HashSet<>();
    private final Set<String> constants = new HashSet<>();
    private final Set<String> variables = new HashSet<>();
    private final Set<String> steps = new HashSet<>();

    private Reads() {}

    static Reads of(Playbook playbook) {
        Reads reads = new Reads();
        for (Expression expression : StepExpressions.ofHead(playbook)) {
            reads.tree(expression.tree());
        }
        for (Step step : InnerSteps.all(playbook)) {
            for (Expression expression : StepExpressions.of(step)) {
                reads.tree(expression.tree());
            }
        }
        return reads;
    }

    boolean input(String name) {
        return contains(inputs, name);
    }

    boolean constant(String name) {
        return contains(constants, name);
    }

    boolean variable(String name) {
        return contains(variables, name);
    }

    /** Whether the result, the error or the state of a step is read. */
    boolean step(String id) {
        return contains(steps, id);
    }

    private static boolean contains(Set<String> members, String name) {
        return members.contains(name) || members.contains(ALL);
    }

    private void tree(Expr tree) {
        if (tree instanceof Expr.Name name) {
            member(name, ALL);
        } else if (tree instanceof Expr.Select select
                && select.target() instanceof Expr.Name name) {
            member(name, select.field());
        } else if (tree instanceof Expr.Index index
                && index.target() instanceof Expr.Name name
                && index.index() instanceof Expr.Literal literal
                && literal.value() instanceof StringValue(String key)) {
            member(name, key);
        } else {
            if (tree instanceof Expr.Call call) {
                aboutStep(call);
            }
            for (Expr operand : Operands.of(tree)) {
                tree(operand);
            }
        }
    }

    /** {@code failed("id")} and its kin, of which some take only the id of a step. */
    private void aboutStep(Expr.Call call) {
        for (Expr argument : call.arguments()) {
            if (argument instanceof Expr.Literal literal
                    && literal.value() instanceof StringValue(String id)) {
                steps.add(id);
            }
        }
    }

    private void member(Expr.Name name, String member) {
        switch (name.name()) {
            case "inputs" -> inputs.add(member);
            case "const" -> constants.add(member);
            case "vars" -> variables.add(member);
            case "steps" -> steps.add(member);
            default -> {}
        }
    }
}
