package dev.tocsin.cli;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two runs did differently, step by step. Each run's own id counts as the same text, because
 * it stands in comments and keys and never means anything.
 *
 * @param first the id of the one run
 * @param second the id of the other
 * @param steps of both, in reading order
 * @param ends how the ends of the runs differ: status, outputs, error, reason
 */
record RunDiff(String first, String second, List<Step> steps, List<Difference> ends) {

    /** Which of the runs came by a step. */
    enum In {
        BOTH,
        FIRST,
        SECOND
    }

    /**
     * One step.
     *
     * @param path {@code steps[3].then[0]}
     * @param name its id where it has one, else its kind
     * @param differences empty where both did the same
     */
    record Step(String path, String name, In in, List<Difference> differences) {

        boolean isSame() {
            return in == In.BOTH && differences.isEmpty();
        }
    }

    /**
     * One place where the runs differ.
     *
     * @param at {@code result.status}
     * @param first null where only the other has something there
     */
    record Difference(String at, @Nullable Value first, @Nullable Value second) {}

    /** What says nothing about how a run went. */
    private static final Set<String> NOT_COMPARED = Set.of("path", "id", "kind");

    /**
     * Compares two records.
     *
     * @param first as `schema/run-record.schema.json` says
     */
    static RunDiff of(MapValue first, MapValue second) {
        String one = id(first);
        String other = id(second);
        MapValue a = without(first, one);
        MapValue b = without(second, other);
        List<Difference> ends = new ArrayList<>();
        for (String part : List.of("playbook", "status", "outputs", "error", "reason")) {
            compare(part, a.get(part), b.get(part), ends);
        }
        return new RunDiff(one, other, steps(byPath(a), byPath(b)), List.copyOf(ends));
    }

    boolean isSame() {
        return ends.isEmpty() && steps.stream().allMatch(Step::isSame);
    }

    /** The first step that differs, or null. */
    @Nullable Step firstDifference() {
        for (Step step : steps) {
            if (!step.isSame()) {
                return step;
            }
        }
        return null;
    }

    private static String id(MapValue run) {
        String id = run.text("run");
        return id == null ? "" : id;
    }

    private static List<Step> steps(Map<String, MapValue> a, Map<String, MapValue> b) {
        List<Step> steps = new ArrayList<>();
        for (String path : together(List.copyOf(a.keySet()), List.copyOf(b.keySet()))) {
            MapValue one = a.get(path);
            MapValue other = b.get(path);
            List<Difference> differences = new ArrayList<>();
            if (one != null && other != null) {
                Set<String> keys = new LinkedHashSet<>(one.entries().keySet());
                keys.addAll(other.entries().keySet());
                keys.removeAll(NOT_COMPARED);
                for (String key : keys) {
                    compare(key, one.get(key), other.get(key), differences);
                }
            }
            MapValue any = one != null ? one : other;
            steps.add(
                    new Step(
                            path,
                            any == null ? path : name(any),
                            one == null ? In.SECOND : other == null ? In.FIRST : In.BOTH,
                            List.copyOf(differences)));
        }
        return List.copyOf(steps);
    }

    private static String name(MapValue step) {
        String id = step.text("id");
        return id != null ? id : String.valueOf(step.text("kind"));
    }

    /** Both lists in one: between two steps that both have, first what only the one has. */
    private static List<String> together(List<String> a, List<String> b) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < a.size(); i++) {
            places.put(a.get(i), i);
        }
        Set<String> all = new LinkedHashSet<>();
        List<String> onlyInB = new ArrayList<>();
        int next = 0;
        for (String path : b) {
            Integer at = places.get(path);
            if (at == null) {
                onlyInB.add(path);
                continue;
            }
            for (; next < at; next++) {
                all.add(a.get(next));
            }
            all.addAll(onlyInB);
            onlyInB.clear();
            all.add(path);
        }
        all.addAll(a);
        all.addAll(onlyInB);
        return List.copyOf(all);
    }

    private static Map<String, MapValue> byPath(MapValue run) {
        Map<String, MapValue> steps = new LinkedHashMap<>();
        if (run.get("steps") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof MapValue step && step.text("path") instanceof String path) {
                    steps.put(path, step);
                }
            }
        }
        return steps;
    }

    private static void compare(
            String at, @Nullable Value a, @Nullable Value b, List<Difference> differences) {
        if (a instanceof MapValue one && b instanceof MapValue other) {
            Set<String> keys = new LinkedHashSet<>(one.entries().keySet());
            keys.addAll(other.entries().keySet());
            for (String key : keys) {
                compare(at + "." + key, one.get(key), other.get(key), differences);
            }
        } else if (a instanceof ListValue(List<Value> one)
                && b instanceof ListValue(List<Value> other)) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(
                        at + "[" + i + "]",
                        i < one.size() ? one.get(i) : null,
                        i < other.size() ? other.get(i) : null,
                        differences);
            }
        } else if (!sameOrAbsent(a, b)) {
            differences.add(new Difference(at, a, b));
        }
    }

    private static boolean sameOrAbsent(@Nullable Value a, @Nullable Value b) {
        return (a == null ? NullValue.NULL : a).equals(b == null ? NullValue.NULL : b);
    }

    private static MapValue without(MapValue run, String id) {
        return id.isEmpty() ? run : (MapValue) without((Value) run, id);
    }

    private static Value without(Value value, String id) {
        return switch (value) {
            case StringValue(String text) when text.contains(id) ->
                    new StringValue(text.replace(id, "(run)"));
            case ListValue(List<Value> items) -> {
                List<Value> all = new ArrayList<>(items.size());
                items.forEach(item -> all.add(without(item, id)));
                yield new ListValue(all);
            }
            case MapValue(Map<String, Value> entries) -> {
                MapValue.Builder all = MapValue.builder();
                entries.forEach((key, each) -> all.put(key, without(each, id)));
                yield all.build();
            }
            default -> value;
        };
    }
}
