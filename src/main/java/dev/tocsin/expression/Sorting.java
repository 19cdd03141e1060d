package dev.tocsin.expression;

import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Orders lists, and finds the ends of that order. */
final class Sorting {

    private Sorting() {}

    static Value sort(Arguments arguments) {
        List<Value> items = new ArrayList<>(arguments.list(0));
        requireOrder(items, arguments);
        int doublings = 32 - Integer.numberOfLeadingZeros(items.size());
        arguments.countItems(items.size());
        arguments.evaluation().count((long) items.size() * doublings);
        items.sort(Ordering::compare);
        return new ListValue(items);
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

    /**
     * All of one kind, numbers counting as one: with texts among timestamps the order would not be
     * transitive, and the sort of the JDK throws on that.
     */
    private static void requireOrder(List<Value> items, Arguments arguments) {
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
                throw arguments.fail(
                        nan
                                ? "NaN has no place in an order"
                                : item == first || item.kind().equals(first.kind())
                                        ? Conversions.aKind(item) + " has no place in an order"
                                        : Conversions.aKind(first)
                                                + " and "
                                                + Conversions.aKind(item)
                                                + " have no order");
            }
        }
    }
}
