package dev.tocsin.expression;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The macros that visit the items of a list, or the keys of a map, in order. */
final class Comprehensions {

    private Comprehensions() {}

    /**
     * Every item as {@link #body} makes it, or those that pass {@link #filter}.
     *
     * @param filter a condition, or null where all items count
     * @param body what to make of an item, or null to keep it
     */
    record Collect(
            Evaluator range,
            int local,
            @Nullable Evaluator filter,
            @Nullable Evaluator body,
            Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            List<Value> collected = new ArrayList<>(filter == null ? items.size() : 8);
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                if (filter != null) {
                    Value passes = filter.evaluate(scope, evaluation);
                    if (passes == BoolValue.FALSE) {
                        continue;
                    }
                    if (passes != BoolValue.TRUE) {
                        Logic.requireUnknown(passes, condition(), Macros.word(site.macro()));
                        return passes;
                    }
                }
                collected.add(body == null ? item : body.evaluate(scope, evaluation));
            }
            return new ListValue(collected);
        }

        private Expr condition() {
            Expr condition = site.filter();
            return condition == null ? site.body() : condition;
        }
    }

    /** {@code all} and {@code exists}: the first item with the deciding answer ends it. */
    record Quantifier(
            Evaluator range, int local, Evaluator body, BoolValue deciding, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            Value unknown = null;
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                Value answer = body.evaluate(scope, evaluation);
                if (answer == deciding) {
                    return answer;
                }
                if (!(answer instanceof BoolValue)) {
                    Logic.requireUnknown(answer, site.body(), Macros.word(site.macro()));
                    unknown = answer;
                }
            }
            if (unknown != null) {
                return unknown;
            }
            return deciding == BoolValue.TRUE ? BoolValue.FALSE : BoolValue.TRUE;
        }
    }

    /** {@code find}: an unknown before the first item that passes might be it. */
    record Find(Evaluator range, int local, Evaluator body, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                Value passes = body.evaluate(scope, evaluation);
                if (passes == BoolValue.TRUE) {
                    return item;
                }
                if (passes != BoolValue.FALSE) {
                    Logic.requireUnknown(passes, site.body(), Macros.word(site.macro()));
                    return passes;
                }
            }
            return NullValue.NULL;
        }
    }

    record ExistsOne(Evaluator range, int local, Evaluator body, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            int found = 0;
            Value unknown = null;
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                Value answer = body.evaluate(scope, evaluation);
                if (answer == BoolValue.TRUE) {
                    found++;
                } else if (!(answer instanceof BoolValue)) {
                    Logic.requireUnknown(answer, site.body(), Macros.word(site.macro()));
                    unknown = answer;
                }
            }
            return unknown != null && found < 2 ? unknown : BoolValue.of(found == 1);
        }
    }

    /** What to visit, or null where that is unknown. */
    static @Nullable List<Value> items(Value over, Expr.Comprehension site, Evaluation evaluation) {
        return switch (over) {
            case ListValue list -> list.items();
            case MapValue map -> {
                Limits.items(map.entries().size(), evaluation);
                List<Value> keys = new ArrayList<>(map.entries().size());
                for (String key : map.entries().keySet()) {
                    keys.add(new StringValue(key));
                }
                yield keys;
            }
            case UnknownValue _ -> null;
            case NullValue _ ->
                    throw EvaluationException.at(
                            site.range(),
                            "`"
                                    + ExprPrinter.excerpt(site.range())
                                    + "` is null here; `?? []` gives an empty list");
            default ->
                    throw EvaluationException.at(
                            site.range(),
                            "`"
                                    + Macros.word(site.macro())
                                    + "` needs a list or a map, and `"
                                    + ExprPrinter.excerpt(site.range())
                                    + "` is "
                                    + Conversions.aKind(over));
        };
    }

    /** {@code cel.bind}: the value is computed once, before the body. */
    record Bind(Evaluator value, int local, Evaluator body) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            evaluation.count(1);
            evaluation.setLocal(local, value.evaluate(scope, evaluation));
            return body.evaluate(scope, evaluation);
        }
    }

    /** {@code sortBy}: each key is computed once; items of equal keys keep their order. */
    record SortBy(Evaluator range, int local, Evaluator body, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            List<Value> keys = new ArrayList<>(items.size());
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                Value key = body.evaluate(scope, evaluation);
                if (key instanceof UnknownValue) {
                    return key;
                }
                keys.add(key);
            }
            return Sorting.byKeys(items, keys, site.body(), evaluation);
        }
    }
}
