package dev.tocsin.expression;

import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;

import org.jspecify.annotations.Nullable;

/** What to write where a value stands for a condition that is none. */
final class ConditionHelp {

    private ConditionHelp() {}

    /** Null where nothing can be proposed. */
    static @Nullable String of(Expr tree, Type type) {
        String text = ExprPrinter.excerpt(tree);
        return switch (TypeUnion.withoutNull(type)) {
            case Type.ListOf _, Type.MapOf _, Type.Obj _ -> "write `size(" + text + ") > 0`";
            case Type.Str _ -> "compare it: `" + text + " == \"...\"`";
            case Type.Int _, Type.Number _ -> "compare it: `" + text + " > 0`";
            default -> null;
        };
    }
}
