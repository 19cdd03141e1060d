package dev.tocsin.check;

import dev.tocsin.expression.Expr;
import dev.tocsin.value.StringValue;

import java.util.List;

/** Finds a variable in an expression. */
final class VariableReads {

    private VariableReads() {}

    /**
     * Whether {@code tree} reads {@code vars.variable}. A bare {@code vars}, or an index that is
     * computed, may read any of them.
     */
    static boolean reads(Expr tree, String variable) {
        return switch (tree) {
            case Expr.Literal _ -> false;
            case Expr.Name name -> name.name().equals("vars");
            case Expr.Select select ->
                    isVars(select.target())
                            ? select.field().equals(variable)
                            : reads(select.target(), variable);
            case Expr.Index index ->
                    isVars(index.target())
                                    && index.index()
                                            instanceof
                                            Expr.Literal(StringValue(String key), int _, int _)
                            ? key.equals(variable)
                            : reads(index.target(), variable) || reads(index.index(), variable);
            case Expr.Call call ->
                    call.target() != null && reads(call.target(), variable)
                            || anyReads(call.arguments(), variable);
            case Expr.Unary unary -> reads(unary.operand(), variable);
            case Expr.Binary binary ->
                    reads(binary.left(), variable) || reads(binary.right(), variable);
            case Expr.Conditional choice ->
                    reads(choice.condition(), variable)
                            || reads(choice.then(), variable)
                            || reads(choice.otherwise(), variable);
            case Expr.ListLiteral list -> anyReads(list.items(), variable);
            case Expr.MapLiteral map -> {
                boolean found = false;
                for (Expr.Entry entry : map.entries()) {
                    found |= reads(entry.key(), variable) || reads(entry.value(), variable);
                }
                yield found;
            }
            case Expr.Comprehension macro -> {
                Expr filter = macro.filter();
                yield reads(macro.range(), variable)
                        || filter != null && reads(filter, variable)
                        || reads(macro.body(), variable);
            }
            case Expr.Bind bind -> reads(bind.value(), variable) || reads(bind.body(), variable);
            case Expr.Has has -> reads(has.select(), variable);
        };
    }

    private static boolean isVars(Expr tree) {
        return tree instanceof Expr.Name name && name.name().equals("vars");
    }

    private static boolean anyReads(List<Expr> trees, String variable) {
        for (Expr tree : trees) {
            if (reads(tree, variable)) {
                return true;
            }
        }
        return false;
    }
}
