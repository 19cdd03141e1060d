package dev.tocsin.expression;

import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Orders lists, and finds the ends of that order. */
final class Sorting {

    private Sorting() {}

    static Value sort(Arguments arguments) {
        List<Value> items = new ArrayList<>(arguments.list(0));
        requireOrder(items, arguments);
        count(items.size(), arguments.evaluation());
        items.sort(Ordering::compare);
        return new ListValue(items);
    }

    /**
     * The items in the ascending order of their keys.
     *
     * @param keys one for each item, in their order
     * @param site what made the keys
     */
    static Value byKeys(List<Value> items, List<Value> keys, Expr site, Evaluation evaluation) {
        String fault = fault(keys);
        if (fault != null) {
            throw EvaluationException.at(site, fault);
        }
        count(items.size(), evaluation);
        List<Integer> places = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            places.add(i);
        }
        places.sort((one, other) -> Ordering.compare(keys.get(one), keys.get(other)));
        List<Value> sorted = new ArrayList<>(items.size());
        for (int place : places) {
            sorted.add(items.get(place));
        }
        return new ListValue(sorted);
    }

    private static void count(int size, Evaluation evaluation) {
        Limits.items(size, evaluation);
        evaluation.count((long) size * (32 - Integer.numberOfLeadingZeros(size)));
    }

    /**
     * @param items at least one
     * @param sign 1 for the greatest, -1 for the least
     */
    static Value extreme(List<Value> items, int sign, Arguments arguments) {
        requireOrder(items, arguments);
        arguments.evaluation().count(items.size());
        Value best = items.getFirst();
        for (Value item : items) {
            if (Integer.signum(Ordering.compare(item, best)) == sign) {
                best = item;
            }
        }
        return best;
    }

    private static void requireOrder(List<Value> items, Arguments arguments) {
        String fault = fault(items);
        if (fault != null) {
            throw arguments.fail(fault);
        }
    }

    /**
     * Why the values have no order, or null. All must be of one kind, numbers counting as one: with
     * texts among timestamps the order would not be transitive, and the sort of the JDK throws on
     * that.
     */
    private static @Nullable String fault(List<Value> items) {
        for (Value item : items) {
            if (item instanceof UnknownValue unknown) {
                throw new UnknownFound(unknown);
            }
        }
        for (Value item : items) {
            Value first = items.getFirst();
            boolean nan = item instanceof DoubleValue(double number) && Double.isNaN(number);
            boolean alike =
                    item.kind().equals(first.kind())
                            || Ordering.numbers(item, first) != Ordering.NONE;
            if (nan || !alike || Ordering.compare(item, first) == Ordering.NONE) {
                return nan
                        ? "NaN has no place in an order"
                        : item == first || item.kind().equals(first.kind())
                                ? Conversions.aKind(item) + " has no place in an order"
                                : Conversions.aKind(first)
                                        + " and "
                                        + Conversions.aKind(item)
                                        + " have no order";
            }
        }
        return null;
    }
}
