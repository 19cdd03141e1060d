package dev.tocsin.expression;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Evaluators that build a value from parts: lists, maps and texts with holes. */
final class Literals {

    private Literals() {}

    record Items(Evaluator[] items) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            evaluation.count(items.length);
            Value[] values = new Value[items.length];
            for (int i = 0; i < items.length; i++) {
                values[i] = items[i].evaluate(scope, evaluation);
            }
            return new ListValue(Arrays.asList(values));
        }
    }

    /** A mapping whose keys are known. */
    record Fields(String[] keys, Evaluator[] values) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            evaluation.count(keys.length);
            Map<String, Value> entries = LinkedHashMap.newLinkedHashMap(keys.length);
            for (int i = 0; i < keys.length; i++) {
                entries.put(keys[i], values[i].evaluate(scope, evaluation));
            }
            return new MapValue(entries);
        }
    }

    /** A mapping whose keys are computed; a key that comes twice is an error, as in CEL. */
    record Entries(Evaluator[] keys, Evaluator[] values, Expr.MapLiteral site)
            implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            evaluation.count(keys.length);
            Map<String, Value> entries = LinkedHashMap.newLinkedHashMap(keys.length);
            for (int i = 0; i < keys.length; i++) {
                Value key = keys[i].evaluate(scope, evaluation);
                if (key instanceof UnknownValue) {
                    return key;
                }
                Expr place = site.entries().get(i).key();
                if (!(key instanceof StringValue(String name))) {
                    throw EvaluationException.at(
                            place, "the keys of a map are texts, not " + Conversions.aKind(key));
                }
                if (entries.put(name, values[i].evaluate(scope, evaluation)) != null) {
                    throw EvaluationException.at(
                            place, "the key `" + Excerpt.of(name) + "` is there twice");
                }
            }
            return new MapValue(entries);
        }
    }

    /**
     * A text with holes.
     *
     * @param texts what stands before each hole and after the last: one more than holes
     * @param holes their errors get their place here
     */
    record Interpolation(
            String[] texts, Evaluator[] holes, Expression[] sites, @Nullable TextSyntax syntax)
            implements Evaluator {

        /** Room for what fills a hole: most names, addresses and titles. */
        private static final int HOLE = 32;

        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            StringBuilder text = new StringBuilder(room()).append(texts[0]);
            UnknownValue unknown = null;
            for (int i = 0; i < holes.length; i++) {
                Value value = hole(i, scope, evaluation);
                if (value instanceof UnknownValue found) {
                    unknown = unknown == null ? found : unknown;
                    text.append("${").append(sites[i].text()).append('}').append(texts[i + 1]);
                    continue;
                }
                String characters =
                        value instanceof StringValue(String data) ? data : Conversions.text(value);
                if (characters == null) {
                    throw refuse(value, sites[i]).in(sites[i]);
                }
                if (syntax != null && SecretCalls.rawCall(sites[i].tree()) == null) {
                    characters = syntax.escape(text, characters);
                    if (characters == null) {
                        throw misplaced(sites[i]).in(sites[i]);
                    }
                }
                text.append(characters).append(texts[i + 1]);
                if (text.length() > Limits.MAX_TEXT) {
                    Limits.text(text.length(), evaluation);
                }
            }
            evaluation.count(text.length() / 16);
            return unknown != null
                    ? new UnknownValue(unknown.origin(), text.toString())
                    : new StringValue(text.toString());
        }

        private Value hole(int index, Scope scope, Evaluation evaluation) {
            try {
                return holes[index].evaluate(scope, evaluation);
            } catch (EvaluationException e) {
                throw e.in(sites[index]);
            }
        }

        private int room() {
            int room = holes.length * HOLE;
            for (String text : texts) {
                room += text.length();
            }
            return room;
        }

        private static EvaluationException misplaced(Expression site) {
            return EvaluationException.at(
                    site.tree(),
                    "`"
                            + ExprPrinter.excerpt(site.tree())
                            + "` could be taken for a part of the query here; put it into a quoted"
                            + " text");
        }

        private static EvaluationException refuse(Value value, Expression site) {
            String what = "`" + ExprPrinter.excerpt(site.tree()) + "` is ";
            if (value == NullValue.NULL) {
                return EvaluationException.at(site.tree(), what + "null; use `??`");
            }
            String use = value instanceof dev.tocsin.value.BytesValue ? "base64" : "toJson";
            return EvaluationException.at(
                    site.tree(),
                    what + Conversions.aKind(value) + "; inside a text use `" + use + "(...)`");
        }
    }

    /** Gives the errors of an expression their place in the file. */
    record Placed(Evaluator inner, Expression expression) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            try {
                Value value = inner.evaluate(scope, evaluation);
                return value instanceof UnknownValue unknown
                        ? new UnknownValue(unknown.origin(), "${" + expression.text() + "}")
                        : value;
            } catch (EvaluationException e) {
                throw e.in(expression);
            }
        }
    }
}
