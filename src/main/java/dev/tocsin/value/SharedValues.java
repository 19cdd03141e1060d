package dev.tocsin.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what stands in several places of a value once. A run holds one alert in a hundred places
 * and pays for one; so should what is stored of it.
 *
 * <p>What is shared does not depend on which objects are the same, only on what is equal, keys in
 * the same order: a run that was restored is written as the one that never was. The cost is linear
 * in the number of different objects.
 */
public final class SharedValues {

    /** Characters, roughly: a reference is about a third of it. */
    private static final int WORTH_SHARING = 32;

    private static final String REFERENCE = "@";
    private static final String PLAIN = "@map";

    private SharedValues() {}

    /**
     * @return {@code {values: […], root: …}}, to be stored; equal values give equal ones, whether
     *     or not they share objects
     */
    public static MapValue fold(Value value) {
        ValueGraph graph = new ValueGraph();
        Object root = graph.add(value);
        List<Value> values = new ArrayList<>();
        for (ValueGraph.Node node : graph.nodes()) {
            if (node.uses() > 1 && node.weight() >= WORTH_SHARING) {
                Value written = written(node);
                node.refer(MapValue.of(REFERENCE, IntValue.of(values.size())));
                values.add(written);
            }
        }
        return MapValue.builder()
                .put("values", new ListValue(values))
                .put("root", writtenOrReferred(root))
                .build();
    }

    private static Value writtenOrReferred(Object part) {
        if (!(part instanceof ValueGraph.Node node)) {
            return (Value) part;
        }
        Value reference = node.reference();
        return reference == null ? written(node) : reference;
    }

    private static Value written(ValueGraph.Node node) {
        return switch (node.value()) {
            case ListValue list -> {
                List<Value> items = new ArrayList<>(list.size());
                for (Object part : node.parts()) {
                    items.add(writtenOrReferred(part));
                }
                yield new ListValue(items);
            }
            case MapValue map -> {
                Map<String, Value> entries = LinkedHashMap.newLinkedHashMap(map.entries().size());
                int next = 1;
                for (String key : map.entries().keySet()) {
                    entries.put(key, writtenOrReferred(node.parts()[next]));
                    next += 2;
                }
                MapValue written = new MapValue(entries);
                boolean looksLikeOurs =
                        entries.size() == 1
                                && (entries.containsKey(REFERENCE) || entries.containsKey(PLAIN));
                yield looksLikeOurs ? MapValue.of(PLAIN, written) : written;
            }
            case Value other -> other;
        };
    }

    /**
     * The value that was folded; what was written once is one object again.
     *
     * @throws StoredFormatException if {@link #fold} never gives this
     */
    public static Value unfold(Value folded) {
        StoredFields in = StoredFields.of(folded);
        List<Value> values = new ArrayList<>();
        for (Value one : in.list("values")) {
            values.add(unfold(one, values));
        }
        return unfold(in.value("root"), values);
    }

    private static Value unfold(Value written, List<Value> values) {
        return switch (written) {
            case ListValue(List<Value> items) -> {
                List<Value> unfolded = new ArrayList<>(items.size());
                for (Value item : items) {
                    unfolded.add(unfold(item, values));
                }
                yield new ListValue(unfolded);
            }
            case MapValue map -> unfold(map, values);
            case Value other -> other;
        };
    }

    private static Value unfold(MapValue map, List<Value> values) {
        if (map.entries().size() != 1) {
            return entries(map.entries(), values);
        }
        if (map.get(PLAIN) instanceof MapValue(Map<String, Value> entries)) {
            return entries(entries, values);
        }
        Value reference = map.get(REFERENCE);
        if (reference == null) {
            return entries(map.entries(), values);
        }
        if (reference instanceof IntValue(long index) && index >= 0 && index < values.size()) {
            return values.get((int) index);
        }
        throw new StoredFormatException("a stored value refers to one that is not there");
    }

    private static Value entries(Map<String, Value> entries, List<Value> values) {
        Map<String, Value> unfolded = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((key, value) -> unfolded.put(key, unfold(value, values)));
        return new MapValue(unfolded);
    }
}
