package dev.tocsin.expression;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.List;

/** {@code a.b}, {@code a[i]}, their safe forms, and {@code has}. */
final class Members {

    private Members() {}

    /** A field that must be there. Its name is interned, as {@link dev.tocsin.value.Json} does. */
    record Field(Evaluator target, String field, Expr.Select site) implements Evaluator {
        Field {
            field = field.intern();
        }

        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return fieldOf(target.evaluate(scope, evaluation), field, site);
        }
    }

    /** The same of the variable of a macro, which is what nearly every macro looks at. */
    record LocalField(int local, String field, Expr.Select site) implements Evaluator {
        LocalField {
            field = field.intern();
        }

        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return fieldOf(evaluation.local(local), field, site);
        }
    }

    private static Value fieldOf(Value value, String field, Expr.Select site) {
        if (value instanceof MapValue map) {
            Value found = map.get(field);
            if (found != null) {
                return found;
            }
            throw EvaluationException.at(
                    site.fieldStart(), site.end(), missing(site.target(), field));
        }
        if (value instanceof UnknownValue) {
            return value;
        }
        throw notAMap(value, site.target());
    }

    /** A field that may be missing, of a target that may be null. */
    record SafeField(Evaluator target, String field, Expr.Select site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = target.evaluate(scope, evaluation);
            if (value instanceof MapValue map) {
                Value found = map.get(field);
                return found == null ? NullValue.NULL : found;
            }
            if (value == NullValue.NULL || value instanceof UnknownValue) {
                return value;
            }
            throw notAMap(value, site.target());
        }
    }

    record Has(Evaluator target, Expr.Select site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = target.evaluate(scope, evaluation);
            if (value instanceof MapValue map) {
                return BoolValue.of(map.get(site.field()) != null);
            }
            if (value == NullValue.NULL) {
                return BoolValue.FALSE;
            }
            if (value instanceof UnknownValue) {
                return value;
            }
            throw notAMap(value, site.target());
        }
    }

    record Item(Evaluator target, Evaluator index, Expr.Index site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = target.evaluate(scope, evaluation);
            Value key = index.evaluate(scope, evaluation);
            if (value instanceof UnknownValue) {
                return value;
            }
            if (key instanceof UnknownValue) {
                return key;
            }
            if (value == NullValue.NULL && site.safe()) {
                return value;
            }
            return switch (value) {
                case ListValue list -> item(list, key);
                case MapValue map -> entry(map, key);
                case NullValue _ -> throw notAMap(value, site.target());
                default ->
                        throw EvaluationException.at(
                                site,
                                "`"
                                        + ExprPrinter.excerpt(site.target())
                                        + "` is "
                                        + Conversions.aKind(value)
                                        + ", which has no items");
            };
        }

        private Value item(ListValue list, Value key) {
            long at =
                    switch (key) {
                        case IntValue(long whole) -> whole;
                        case DoubleValue(double number) when number == Math.rint(number) ->
                                (long) number;
                        default ->
                                throw EvaluationException.at(
                                        site.index(),
                                        "the index of a list is an int, not "
                                                + Conversions.aKind(key));
                    };
            List<Value> items = list.items();
            if (at >= 0 && at < items.size()) {
                return items.get((int) at);
            }
            if (site.safe()) {
                return NullValue.NULL;
            }
            String size = items.size() == 1 ? "1 item" : items.size() + " items";
            throw EvaluationException.at(
                    site,
                    "`"
                            + ExprPrinter.excerpt(site.target())
                            + "` has "
                            + size
                            + ", counted from 0; there is no item "
                            + at);
        }

        private Value entry(MapValue map, Value key) {
            if (!(key instanceof StringValue(String name))) {
                throw EvaluationException.at(
                        site.index(),
                        "the key of a map is a string, not " + Conversions.aKind(key));
            }
            Value found = map.get(name);
            if (found != null) {
                return found;
            }
            if (site.safe()) {
                return NullValue.NULL;
            }
            throw EvaluationException.at(site.index(), missing(site.target(), name));
        }
    }

    private static String missing(Expr target, String field) {
        return "`" + ExprPrinter.excerpt(target) + "` has no field `" + Excerpt.of(field) + "`";
    }

    private static EvaluationException notAMap(Value value, Expr target) {
        String text = "`" + ExprPrinter.excerpt(target) + "` is ";
        return EvaluationException.at(
                target,
                value == NullValue.NULL
                        ? text + "null here; `?.` gives null instead of an error"
                        : text + Conversions.aKind(value) + ", which has no fields");
    }
}
