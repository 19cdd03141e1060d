package dev.tocsin.expression;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The {@code ==} of expressions: cel-spec, "Equality". Numbers are equal by what they count, values
 * of different kinds are not equal and no error; a text equals a point in time that it spells.
 */
public final class Equality {

    /** Where an unknown keeps two values from being told apart. */
    enum Verdict {
        EQUAL,
        DIFFERENT,
        UNDECIDED
    }

    private Equality() {}

    /** Counts each pair of values it visits. */
    static Verdict compare(Value left, Value right, Evaluation evaluation) {
        return compare(left, right, evaluation, 0);
    }

    /**
     * @throws UnknownFound where an unknown keeps it from an answer
     */
    public static boolean equal(Value left, Value right, Evaluation evaluation) {
        return switch (compare(left, right, evaluation, 0)) {
            case EQUAL -> true;
            case DIFFERENT -> false;
            case UNDECIDED -> throw new UnknownFound(unknownIn(left, right, evaluation));
        };
    }

    /** The unknown that made two values undecided. */
    static UnknownValue unknownIn(Value left, Value right, Evaluation evaluation) {
        UnknownValue found = Limits.walk(left, evaluation);
        found = found != null ? found : Limits.walk(right, evaluation);
        if (found == null) {
            throw new IllegalStateException("undecided equality without an unknown");
        }
        return found;
    }

    private static Verdict compare(Value left, Value right, Evaluation evaluation, int depth) {
        if (right instanceof UnknownValue) {
            return Verdict.UNDECIDED;
        }
        if (right instanceof SecretValue(Value inner)) {
            return compare(SecretValue.open(left), inner, evaluation, depth);
        }
        return switch (left) {
            case StringValue(String text) ->
                    switch (right) {
                        case StringValue(String other) -> verdict(text.equals(other));
                        case TimestampValue(Instant instant) ->
                                verdict(instant.equals(Instants.parse(text)));
                        default -> Verdict.DIFFERENT;
                    };
            case TimestampValue(Instant instant) ->
                    switch (right) {
                        case TimestampValue(Instant other) -> verdict(instant.equals(other));
                        case StringValue(String text) ->
                                verdict(instant.equals(Instants.parse(text)));
                        default -> Verdict.DIFFERENT;
                    };
            case IntValue(long number) ->
                    right instanceof IntValue(long other)
                            ? verdict(number == other)
                            : verdict(Ordering.numbers(left, right) == 0);
            case DoubleValue _, BigValue _ -> verdict(Ordering.numbers(left, right) == 0);
            case BoolValue truth -> verdict(truth == right);
            case NullValue _ -> verdict(right == NullValue.NULL);
            case BytesValue _, DurationValue _ -> verdict(left.equals(right));
            case UnknownValue _ -> Verdict.UNDECIDED;
            case SecretValue(Value inner) ->
                    compare(inner, SecretValue.open(right), evaluation, depth);
            case ListValue(List<Value> items) ->
                    right instanceof ListValue(List<Value> others)
                            ? lists(items, others, evaluation, depth)
                            : Verdict.DIFFERENT;
            case MapValue(Map<String, Value> entries) ->
                    right instanceof MapValue(Map<String, Value> others)
                            ? maps(entries, others, evaluation, depth)
                            : Verdict.DIFFERENT;
        };
    }

    private static Verdict lists(
            List<Value> items, List<Value> others, Evaluation evaluation, int depth) {
        if (items.size() != others.size()) {
            return Verdict.DIFFERENT;
        }
        descend(depth);
        Verdict all = Verdict.EQUAL;
        for (int i = 0; i < items.size(); i++) {
            evaluation.count(1);
            Verdict one = compare(items.get(i), others.get(i), evaluation, depth + 1);
            if (one == Verdict.DIFFERENT) {
                return one;
            }
            all = one == Verdict.UNDECIDED ? one : all;
        }
        return all;
    }

    private static Verdict maps(
            Map<String, Value> entries,
            Map<String, Value> others,
            Evaluation evaluation,
            int depth) {
        if (entries.size() != others.size()) {
            return Verdict.DIFFERENT;
        }
        descend(depth);
        Verdict all = Verdict.EQUAL;
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            evaluation.count(1);
            Value other = others.get(entry.getKey());
            if (other == null) {
                return Verdict.DIFFERENT;
            }
            Verdict one = compare(entry.getValue(), other, evaluation, depth + 1);
            if (one == Verdict.DIFFERENT) {
                return one;
            }
            all = one == Verdict.UNDECIDED ? one : all;
        }
        return all;
    }

    private static void descend(int depth) {
        if (depth >= Limits.MAX_DEPTH) {
            throw EvaluationException.limit("values nested too deep to compare");
        }
    }

    private static Verdict verdict(boolean equal) {
        return equal ? Verdict.EQUAL : Verdict.DIFFERENT;
    }
}
