package dev.tocsin.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The direct parts of a tree, in the order of the text. */
final class Parts {

    private Parts() {}

    static List<Expr> of(Expr tree) {
        return switch (tree) {
            case Expr.Literal _, Expr.Name _ -> List.of();
            case Expr.Select select -> List.of(select.target());
            case Expr.Index index -> List.of(index.target(), index.index());
            case Expr.Call call -> Calls.arguments(call);
            case Expr.Unary unary -> List.of(unary.operand());
            case Expr.Binary binary -> List.of(binary.left(), binary.right());
            case Expr.Conditional choice ->
                    List.of(choice.condition(), choice.then(), choice.otherwise());
            case Expr.ListLiteral list -> list.items();
            case Expr.MapLiteral map -> {
                List<Expr> parts = new ArrayList<>();
                for (Expr.Entry entry : map.entries()) {
                    parts.add(entry.key());
                    parts.add(entry.value());
                }
                yield parts;
            }
            case Expr.Comprehension macro ->
                    Stream.of(macro.range(), macro.filter(), macro.body())
                            .filter(Objects::nonNull)
                            .toList();
            case Expr.Bind bind -> List.of(bind.value(), bind.body());
            case Expr.Has has -> List.of(has.select());
        };
    }
}
