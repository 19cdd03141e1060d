package dev.tocsin.expression;

import dev.tocsin.value.BoolValue;

/** Compiles the macros: their variables have places of their own in the evaluation. */
final class MacroCompiler {

    private MacroCompiler() {}

    static Evaluator comprehension(Expr.Comprehension comprehension, ExpressionCompiler compiler) {
        Evaluator range = compiler.opened(comprehension.range());
        String second = comprehension.second();
        int local = compiler.enter(comprehension.variable());
        if (second != null) {
            compiler.enter(second);
        }
        Expr condition = comprehension.filter();
        Evaluator filter = condition == null ? null : compiler.opened(condition);
        boolean passes =
                switch (comprehension.macro()) {
                    case MAP, TRANSFORM_LIST, TRANSFORM_MAP -> true;
                    case ALL, EXISTS, EXISTS_ONE, FILTER, FIND, TRANSFORM_MAP_ENTRY -> false;
                    case SORT_BY, GROUP_BY, INDEX_BY -> false;
                };
        Evaluator body =
                passes
                        ? compiler.compile(comprehension.body())
                        : compiler.opened(comprehension.body());
        compiler.leave();
        if (second != null) {
            compiler.leave();
        }
        return switch (comprehension.macro()) {
            case ALL, EXISTS, EXISTS_ONE -> quantifier(range, local, body, comprehension);
            case FILTER -> new Comprehensions.Collect(range, local, body, null, comprehension);
            case FIND -> new Comprehensions.Find(range, local, body, comprehension);
            case MAP -> new Comprehensions.Collect(range, local, filter, body, comprehension);
            case SORT_BY -> new Comprehensions.SortBy(range, local, body, comprehension);
            case GROUP_BY -> new Groupings.Groups(range, local, body, comprehension);
            case INDEX_BY -> new Groupings.Firsts(range, local, body, comprehension);
            case TRANSFORM_LIST ->
                    new PairComprehensions.ToList(range, local, filter, body, comprehension);
            case TRANSFORM_MAP, TRANSFORM_MAP_ENTRY ->
                    new PairComprehensions.ToMap(range, local, filter, body, comprehension);
        };
    }

    private static Evaluator quantifier(
            Evaluator range, int local, Evaluator body, Expr.Comprehension site) {
        if (site.second() != null) {
            return new PairComprehensions.Quantifier(range, local, body, site);
        }
        return site.macro() == Expr.Macro.EXISTS_ONE
                ? new Comprehensions.ExistsOne(range, local, body, site)
                : new Comprehensions.Quantifier(
                        range, local, body, BoolValue.of(site.macro() == Expr.Macro.EXISTS), site);
    }

    static Evaluator bind(Expr.Bind bind, ExpressionCompiler compiler) {
        Evaluator value = compiler.compile(bind.value());
        int local = compiler.enter(bind.variable());
        Evaluator body = compiler.compile(bind.body());
        compiler.leave();
        return new Comprehensions.Bind(value, local, body);
    }
}
