package dev.tocsin.expression;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The macros that make a map of a list, by a key of each item. Keys are texts, as in every map;
 * what reads as text by itself counts as the text that {@code string} makes of it, so 1 and 1.0 are
 * one key.
 */
final class Groupings {

    private Groupings() {}

    /** {@code groupBy}: keys in the order in which they first come, items in theirs. */
    record Groups(Evaluator range, int local, Evaluator body, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = Comprehensions.items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            Map<String, List<Value>> groups = new LinkedHashMap<>();
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                Value key = body.evaluate(scope, evaluation);
                if (key instanceof UnknownValue) {
                    return key;
                }
                String text = keyText(key, site, evaluation);
                List<Value> group = groups.get(text);
                if (group == null) {
                    group = new ArrayList<>(2);
                    groups.put(text, group);
                }
                group.add(item);
            }
            Map<String, Value> entries = new LinkedHashMap<>();
            for (Map.Entry<String, List<Value>> group : groups.entrySet()) {
                entries.put(group.getKey(), new ListValue(group.getValue()));
            }
            return new MapValue(entries);
        }
    }

    /** {@code indexBy}: of several items with one key the first, as {@code find} would give. */
    record Firsts(Evaluator range, int local, Evaluator body, Expr.Comprehension site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value over = range.evaluate(scope, evaluation);
            List<Value> items = Comprehensions.items(over, site, evaluation);
            if (items == null) {
                return over;
            }
            Map<String, Value> entries = new LinkedHashMap<>();
            for (Value item : items) {
                evaluation.count(1);
                evaluation.setLocal(local, item);
                Value key = body.evaluate(scope, evaluation);
                if (key instanceof UnknownValue) {
                    return key;
                }
                entries.putIfAbsent(keyText(key, site, evaluation), item);
            }
            return new MapValue(entries);
        }
    }

    private static String keyText(Value key, Expr.Comprehension site, Evaluation evaluation) {
        String text = Conversions.text(key);
        if (text != null) {
            evaluation.count(text.length() / 16);
            return text;
        }
        String found =
                key == NullValue.NULL
                        ? "null here; `?? \"none\"` gives a key for such items"
                        : Conversions.aKind(key);
        throw EvaluationException.at(
                site.body(),
                "`"
                        + Macros.word(site.macro())
                        + "` needs a key that reads as text, and `"
                        + ExprPrinter.excerpt(site.body())
                        + "` is "
                        + found);
    }
}
