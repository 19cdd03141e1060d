package dev.tocsin.value;

import java.util.Collections;
import java.util.List;

/**
 * A list. The list given belongs to the value from then on: nobody writes to it (not copied, so
 * that building a value costs nothing twice).
 */
public record ListValue(List<Value> items) implements Value {

    public static final ListValue EMPTY = new ListValue(List.of());

    public ListValue {
        items = Collections.unmodifiableList(items);
    }

    public static ListValue of(Value... items) {
        return new ListValue(List.of(items));
    }

    public int size() {
        return items.size();
    }

    @Override
    public String kind() {
        return "list";
    }
}
