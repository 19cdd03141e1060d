package dev.tocsin.expression;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The macros with two variables: over the indexes and items of a list, or the keys and values of a
 * map, in order. The two stand in {@code local} and the slot after it.
 *
 * @see <a href="https://github.com/google/cel-go/blob/master/ext/README.md">cel-go,
 *     TwoVarComprehensions</a>
 */
final class PairComprehensions {

    private PairComprehensions() {}

    /** {@code all}, {@code exists} and {@code exists_one}. */
    record Quantifier(Evaluator range, int local, Evaluator body, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            Pairs pairs = Pairs.of(over, local, site, evaluation);
            if (pairs == null) {
                return over;
            }
            Expr.Macro macro = site.macro();
            int found = 0;
            Value unknown = null;
            while (pairs.next()) {
                Value answer = body.evaluate(scope, evaluation);
                if (answer == BoolValue.TRUE) {
                    found++;
                    if (macro == Expr.Macro.EXISTS) {
                        return answer;
                    }
                } else if (answer == BoolValue.FALSE) {
                    if (macro == Expr.Macro.ALL) {
                        return answer;
                    }
                } else {
                    Logic.requireUnknown(answer, site.body(), Macros.word(macro));
                    unknown = answer;
                }
            }
            return switch (macro) {
                case EXISTS -> unknown != null ? unknown : BoolValue.FALSE;
                case EXISTS_ONE ->
                        unknown != null && found < 2 ? unknown : BoolValue.of(found == 1);
                default -> unknown != null ? unknown : BoolValue.TRUE;
            };
        }
    }

    /** {@code transformList}. */
    record ToList(
            Evaluator range,
            int local,
            @Nullable Evaluator filter,
            Evaluator body,
            Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            Pairs pairs = Pairs.of(over, local, site, evaluation);
            if (pairs == null) {
                return over;
            }
            List<Value> collected = new ArrayList<>();
            while (pairs.next()) {
                Value passes = passes(filter, site, scope, evaluation);
                if (passes == BoolValue.TRUE) {
                    collected.add(body.evaluate(scope, evaluation));
                } else if (passes != BoolValue.FALSE) {
                    return passes;
                }
            }
            return new ListValue(collected);
        }
    }

    /**
     * {@code transformMap}, which keeps the keys, and {@code transformMapEntry}, which makes them.
     */
    record ToMap(
            Evaluator range,
            int local,
            @Nullable Evaluator filter,
            Evaluator body,
            Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            Pairs pairs = Pairs.of(over, local, site, evaluation);
            if (pairs == null) {
                return over;
            }
            Map<String, Value> entries = new LinkedHashMap<>();
            while (pairs.next()) {
                Value passes = passes(filter, site, scope, evaluation);
                if (passes == BoolValue.FALSE) {
                    continue;
                }
                if (passes != BoolValue.TRUE) {
                    return passes;
                }
                Value made = body.evaluate(scope, evaluation);
                if (site.macro() == Expr.Macro.TRANSFORM_MAP) {
                    entries.put(pairs.key(), made);
                } else if (made instanceof MapValue(Map<String, Value> more)) {
                    putAll(more, entries, evaluation);
                } else if (made instanceof UnknownValue) {
                    return made;
                } else {
                    throw EvaluationException.at(
                            site.body(),
                            "`transformMapEntry` needs a map like `{key: value}`, and this is "
                                    + Conversions.aKind(made));
                }
            }
            return new MapValue(entries);
        }

        private void putAll(
                Map<String, Value> more, Map<String, Value> entries, Evaluation evaluation) {
            Limits.items((long) entries.size() + more.size(), evaluation);
            for (Map.Entry<String, Value> entry : more.entrySet()) {
                if (entries.put(entry.getKey(), entry.getValue()) != null) {
                    throw EvaluationException.at(
                            site.body(),
                            "the key `" + Excerpt.of(entry.getKey()) + "` is there twice");
                }
            }
        }
    }

    /** True, false or unknown. */
    private static Value passes(
            @Nullable Evaluator filter,
            Expr.Comprehension site,
            Scope scope,
            Evaluation evaluation) {
        if (filter == null) {
            return BoolValue.TRUE;
        }
        Value passes = filter.evaluate(scope, evaluation);
        if (!(passes instanceof BoolValue) && site.filter() != null) {
            Logic.requireUnknown(passes, site.filter(), Macros.word(site.macro()));
        }
        return passes;
    }

    /** Visits the pairs of one value and sets the two variables to each. */
    private static final class Pairs {

        private final @Nullable Iterator<Value> items;
        private final @Nullable Iterator<Map.Entry<String, Value>> entries;
        private final int local;
        private final Expr.Comprehension site;
        private final Evaluation evaluation;
        private long index;
        private @Nullable String key;

        private Pairs(
                @Nullable Iterator<Value> items,
                @Nullable Iterator<Map.Entry<String, Value>> entries,
                int local,
                Expr.Comprehension site,
                Evaluation evaluation) {
            this.items = items;
            this.entries = entries;
            this.local = local;
            this.site = site;
            this.evaluation = evaluation;
        }

        /** Null where the range is unknown. */
        static @Nullable Pairs of(
                Value over, int local, Expr.Comprehension site, Evaluation evaluation) {
            if (over instanceof MapValue map) {
                return new Pairs(
                        null, map.entries().entrySet().iterator(), local, site, evaluation);
            }
            List<Value> items = Comprehensions.items(over, site, evaluation);
            return items == null
                    ? null
                    : new Pairs(items.iterator(), null, local, site, evaluation);
        }

        boolean next() {
            if (items != null && items.hasNext()) {
                set(IntValue.of(index++), items.next());
                return true;
            }
            if (entries != null && entries.hasNext()) {
                Map.Entry<String, Value> entry = entries.next();
                key = entry.getKey();
                set(new StringValue(entry.getKey()), entry.getValue());
                return true;
            }
            return false;
        }

        private void set(Value first, Value second) {
            evaluation.count(1);
            evaluation.setLocal(local, first);
            evaluation.setLocal(local + 1, second);
        }

        /** The key of the pair; a list has none that a map could hold. */
        String key() {
            if (key == null) {
                throw EvaluationException.at(
                        site.range(),
                        "the keys of a map are texts, and a list has none; `transformMapEntry`"
                                + " makes them");
            }
            return key;
        }
    }
}
