package dev.tocsin.expression;

import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluators around those of a program that can hold secrets; any other program is compiled without
 * them and pays nothing. Whoever looks at a value gets it opened, which is noted in the {@link
 * Evaluation}; what comes of it is a secret again. Passing a value on opens nothing.
 */
final class Secrets {

    private Secrets() {}

    /** For whoever looks at the value itself, but not at what a list or map holds. */
    record Open(Evaluator inner) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = inner.evaluate(scope, evaluation);
            if (value instanceof SecretValue(Value secret)) {
                evaluation.setTouchedSecret(true);
                return secret;
            }
            return value;
        }
    }

    /** For whoever looks at everything within the value. */
    record OpenAll(Evaluator inner) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return open(inner.evaluate(scope, evaluation), evaluation, 0);
        }
    }

    /** What comes of a secret stays one. An error of it must not tell what it was about. */
    record Kept(Evaluator inner) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            boolean before = evaluation.hasTouchedSecret();
            evaluation.setTouchedSecret(false);
            try {
                Value value = inner.evaluate(scope, evaluation);
                return evaluation.hasTouchedSecret() ? SecretValue.of(value) : value;
            } catch (EvaluationException e) {
                throw evaluation.hasTouchedSecret() ? e.withoutDetails() : e;
            } finally {
                evaluation.setTouchedSecret(before);
            }
        }
    }

    /** Whether there is something is no secret, though it may lie within one. */
    record Presence(Evaluator inner) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            return SecretValue.open(inner.evaluate(scope, evaluation));
        }
    }

    /** A slot that decides: over a secret, what the run does next would tell it. */
    record Deciding(Evaluator inner, Expression site) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = inner.evaluate(scope, evaluation);
            if (value instanceof SecretValue) {
                throw EvaluationException.at(site.tree(), SecretFaults.decides(site.tree()))
                        .in(site);
            }
            return value;
        }
    }

    /** The input of an operation: a secret goes only where the schema has a place for it. */
    record Guarded(Evaluator inner, Schema schema) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            Value value = inner.evaluate(scope, evaluation);
            Limits.walk(value, evaluation);
            String place = SecretMarks.misplaced(value, schema);
            if (place == null) {
                return value;
            }
            throw EvaluationException.of(
                    ErrorKind.INVALID,
                    "the input"
                            + (place.isEmpty() ? "" : " `" + Excerpt.of(place) + "`")
                            + " would show a secret: it is not marked `x-secret`");
        }
    }

    /** Ends the secrecy on purpose; the record of the run tells of it. */
    record Reveal(Evaluator inner, Evaluation.Revealed told) implements Evaluator {
        @Override
        public Value evaluate(Scope scope, Evaluation evaluation) {
            boolean before = evaluation.hasTouchedSecret();
            evaluation.setTouchedSecret(false);
            Value value = open(inner.evaluate(scope, evaluation), evaluation, 0);
            if (evaluation.hasTouchedSecret()) {
                evaluation.reveal(told);
            }
            evaluation.setTouchedSecret(before);
            return value;
        }
    }

    private static Value open(Value value, Evaluation evaluation, int depth) {
        evaluation.count(1);
        if (depth >= Limits.MAX_DEPTH) {
            throw EvaluationException.limit("a value is nested too deep to look for secrets in it");
        }
        return switch (value) {
            case SecretValue(Value inner) -> {
                evaluation.setTouchedSecret(true);
                yield open(inner, evaluation, depth + 1);
            }
            case ListValue(List<Value> items) -> {
                List<Value> opened = null;
                for (int i = 0; i < items.size(); i++) {
                    Value item = open(items.get(i), evaluation, depth + 1);
                    if (opened == null && item != items.get(i)) {
                        opened = new ArrayList<>(items);
                    }
                    if (opened != null) {
                        opened.set(i, item);
                    }
                }
                yield opened == null ? value : new ListValue(opened);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> opened = null;
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    Value item = open(entry.getValue(), evaluation, depth + 1);
                    if (opened == null && item != entry.getValue()) {
                        opened = new LinkedHashMap<>(entries);
                    }
                    if (opened != null) {
                        opened.put(entry.getKey(), item);
                    }
                }
                yield opened == null ? value : new MapValue(opened);
            }
            default -> value;
        };
    }
}
