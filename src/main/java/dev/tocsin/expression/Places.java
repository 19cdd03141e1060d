package dev.tocsin.expression;

import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Expressions that name the same value each time they are evaluated: what can be known of them
 * stays known. A safe access names the same place as a plain one.
 */
final class Places {

    /** A longer chain is left to the run: each question walks it. */
    private static final int MAX_LENGTH = 32;

    private Places() {}

    /** Whether facts can be about the value of this expression. */
    static boolean isPlace(Expr tree) {
        return isPlace(tree, MAX_LENGTH);
    }

    private static boolean isPlace(Expr tree, int left) {
        if (left == 0) {
            return false;
        }
        return switch (tree) {
            case Expr.Name _ -> true;
            case Expr.Select select -> isPlace(select.target(), left - 1);
            case Expr.Index index ->
                    isKey(index.index(), left) && isPlace(index.target(), left - 1);
            case Expr.Call call -> isPlace(call, left);
            case Expr.Literal _,
                    Expr.Unary _,
                    Expr.Binary _,
                    Expr.Conditional _,
                    Expr.ListLiteral _,
                    Expr.MapLiteral _,
                    Expr.Comprehension _,
                    Expr.Bind _,
                    Expr.Has _ ->
                    false;
        };
    }

    private static boolean isKey(Expr key, int left) {
        return key instanceof Expr.Literal || isPlace(key, left - 1);
    }

    /** Two calls of one function give the same, but for those that look at the run itself. */
    private static boolean isPlace(Expr.Call call, int left) {
        if (call.function().equals("uuid") || call.function().equals("now")) {
            return false;
        }
        Expr target = call.target();
        boolean all = target == null || isKey(target, left);
        for (Expr argument : call.arguments()) {
            all = all && isKey(argument, left);
        }
        return all;
    }

    /** Whether two expressions name the same place. */
    static boolean same(Expr one, Expr other) {
        if (one == other) {
            return true;
        }
        String field = field(one);
        if (field != null) {
            Expr mine = owner(one);
            Expr theirs = owner(other);
            return field.equals(field(other))
                    && mine != null
                    && theirs != null
                    && same(mine, theirs);
        }
        return switch (one) {
            case Expr.Name name ->
                    other instanceof Expr.Name that
                            && name.absolute() == that.absolute()
                            && name.name().equals(that.name());
            case Expr.Index index ->
                    other instanceof Expr.Index that
                            && same(index.index(), that.index())
                            && same(index.target(), that.target());
            case Expr.Literal literal ->
                    other instanceof Expr.Literal that && literal.value().equals(that.value());
            case Expr.Call call ->
                    other instanceof Expr.Call that
                            && call.function().equals(that.function())
                            && same(Calls.arguments(call), Calls.arguments(that));
            case Expr.Select _,
                    Expr.Unary _,
                    Expr.Binary _,
                    Expr.Conditional _,
                    Expr.ListLiteral _,
                    Expr.MapLiteral _,
                    Expr.Comprehension _,
                    Expr.Bind _,
                    Expr.Has _ ->
                    false;
        };
    }

    /** The field that {@code a.b} and {@code a["b"]} name, or null. */
    static @Nullable String field(Expr tree) {
        return switch (tree) {
            case Expr.Select select -> select.field();
            case Expr.Index index
                    when index.index() instanceof Expr.Literal literal
                            && literal.value() instanceof StringValue(String name) ->
                    name;
            default -> null;
        };
    }

    private static boolean same(List<Expr> some, List<Expr> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = same(some.get(i), others.get(i));
        }
        return same;
    }

    /** What a place is a member of, or null. */
    static @Nullable Expr owner(Expr place) {
        return switch (place) {
            case Expr.Select select -> select.target();
            case Expr.Index index -> index.target();
            default -> null;
        };
    }

    /** Whether a place is read from this root name, or from this member of it. */
    static boolean mentions(Expr place, String root, @Nullable String member) {
        return switch (place) {
            case Expr.Name name -> member == null && name.name().equals(root);
            case Expr.Select select ->
                    isMember(select.target(), select.field(), root, member)
                            || mentions(select.target(), root, member);
            case Expr.Index index ->
                    isMember(index.target(), field(index), root, member)
                            || mentions(index.target(), root, member)
                            || mentions(index.index(), root, member);
            case Expr.Call call -> {
                boolean any = false;
                for (Expr argument : Calls.arguments(call)) {
                    any |= mentions(argument, root, member);
                }
                yield any;
            }
            default -> false;
        };
    }

    private static boolean isMember(
            Expr target, @Nullable String field, String root, @Nullable String member) {
        return field != null && field.equals(member) && isRoot(target, root);
    }

    private static boolean isRoot(Expr target, String root) {
        return target instanceof Expr.Name name && name.name().equals(root);
    }
}
