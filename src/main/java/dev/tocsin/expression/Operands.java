package dev.tocsin.expression;

import java.util.ArrayList;
import java.util.List;

/** The trees directly inside a tree: what checks walk that treat most kinds of node alike. */
public final class Operands {

    private Operands() {}

    /** In the order of the text; empty for literals and names. */
    public static List<Expr> of(Expr tree) {
        return switch (tree) {
            case Expr.Literal _, Expr.Name _ -> List.of();
            case Expr.Select select -> List.of(select.target());
            case Expr.Index index -> List.of(index.target(), index.index());
            case Expr.Call call -> {
                Expr target = call.target();
                if (target == null) {
                    yield call.arguments();
                }
                List<Expr> operands = new ArrayList<>(call.arguments().size() + 1);
                operands.add(target);
                operands.addAll(call.arguments());
                yield operands;
            }
            case Expr.Unary unary -> List.of(unary.operand());
            case Expr.Binary binary -> List.of(binary.left(), binary.right());
            case Expr.Conditional choice ->
                    List.of(choice.condition(), choice.then(), choice.otherwise());
            case Expr.ListLiteral list -> list.items();
            case Expr.MapLiteral map -> {
                List<Expr> operands = new ArrayList<>(map.entries().size() * 2);
                for (Expr.Entry entry : map.entries()) {
                    operands.add(entry.key());
                    operands.add(entry.value());
                }
                yield operands;
            }
            case Expr.Comprehension macro -> {
                Expr filter = macro.filter();
                yield filter == null
                        ? List.of(macro.range(), macro.body())
                        : List.of(macro.range(), filter, macro.body());
            }
            case Expr.Bind bind -> List.of(bind.value(), bind.body());
            case Expr.Has has -> List.of(has.select());
        };
    }
}
