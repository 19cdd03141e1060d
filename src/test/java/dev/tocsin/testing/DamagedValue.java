package dev.tocsin.testing;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A value that was whole once: something in it is missing, doubled or of another kind. */
public final class DamagedValue {

    private final Random random;

    /** How many more values are passed until one is damaged. */
    private int left;

    private DamagedValue(Random random, int left) {
        this.random = random;
        this.left = left;
    }

    /** The same value with one place damaged. */
    public static MapValue of(MapValue whole, Random random) {
        int place = 1 + random.nextInt(sizeOf(whole) - 1);
        return (MapValue) new DamagedValue(random, place).copy(whole);
    }

    private static int sizeOf(Value value) {
        return 1
                + switch (value) {
                    case ListValue(List<Value> items) ->
                            items.stream().mapToInt(DamagedValue::sizeOf).sum();
                    case MapValue(Map<String, Value> entries) ->
                            entries.values().stream().mapToInt(DamagedValue::sizeOf).sum();
                    case Value _ -> 0;
                };
    }

    private Value copy(Value value) {
        if (left-- == 0) {
            return random.nextBoolean()
                    ? IntValue.of(random.nextInt(12) - 2)
                    : RandomValue.of(random);
        }
        return switch (value) {
            case ListValue(List<Value> items) -> {
                List<Value> copies = new ArrayList<>();
                for (Value item : items) {
                    boolean here = left == 0;
                    int what = here ? random.nextInt(3) : 0;
                    Value copy = copy(item);
                    if (what == 1) {
                        copies.add(item);
                        copies.add(item);
                    } else if (what == 0) {
                        copies.add(copy);
                    }
                }
                yield new ListValue(copies);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> copies = new LinkedHashMap<>();
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    boolean leftOut = left == 0 && random.nextInt(3) == 0;
                    Value copy = copy(entry.getValue());
                    if (!leftOut) {
                        copies.put(entry.getKey(), copy);
                    }
                }
                yield new MapValue(copies);
            }
            case Value other -> other;
        };
    }
}
