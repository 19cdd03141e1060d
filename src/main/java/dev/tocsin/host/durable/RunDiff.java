package dev.tocsin.host.durable;

import dev.tocsin.host.RunRecord;
import dev.tocsin.host.StepRecord;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where two runs of a playbook went apart.
 *
 * @param left id of one run
 * @param right id of the other
 * @param differences in reading order of the left run; steps that only the right one has follow
 */
public record RunDiff(String left, String right, List<Difference> differences) {

    /**
     * One difference.
     *
     * @param path of the step; empty for the run itself
     * @param what {@code step} (only one has it), {@code status}, {@code input}, {@code result},
     *     {@code error}, {@code attempts}, {@code outputs}
     * @param left as JSON, null where it has none; secrets are {@code (secret)}
     * @param right as {@code left}
     */
    public record Difference(
            String path, String what, @Nullable String left, @Nullable String right) {}

    public RunDiff {
        differences = List.copyOf(differences);
    }

    /** Compares step by step; the ids of the runs themselves do not count. */
    public static RunDiff of(RunRecord left, RunRecord right) {
        List<Difference> found = new ArrayList<>();
        MapValue one = left.toValue();
        MapValue other = right.toValue();
        for (String key : List.of("playbook", "status", "outputs", "error", "reason")) {
            add("", key, one.get(key), other.get(key), found);
        }
        Map<String, StepRecord> others = new LinkedHashMap<>();
        right.steps().forEach(step -> others.put(step.path(), step));
        for (StepRecord step : left.steps()) {
            StepRecord same = others.remove(step.path());
            if (same == null) {
                found.add(new Difference(step.path(), "step", json(step.status()), null));
            } else {
                add(step, same, found);
            }
        }
        for (StepRecord step : others.values()) {
            found.add(new Difference(step.path(), "step", null, json(step.status())));
        }
        return new RunDiff(left.run(), right.run(), found);
    }

    private static void add(StepRecord left, StepRecord right, List<Difference> found) {
        String path = left.path();
        if (!left.status().equals(right.status())) {
            String one = json(left.status());
            found.add(new Difference(path, "status", one, json(right.status())));
        }
        add(path, "input", left.input(), right.input(), found);
        add(path, "result", left.result(), right.result(), found);
        add(path, "error", left.error(), right.error(), found);
        if (left.attempts() != right.attempts()) {
            String one = Integer.toString(left.attempts());
            found.add(new Difference(path, "attempts", one, Integer.toString(right.attempts())));
        }
    }

    private static void add(
            String path,
            String what,
            @Nullable Value left,
            @Nullable Value right,
            List<Difference> found) {
        if (!Objects.equals(left, right)) {
            found.add(
                    new Difference(
                            path,
                            what,
                            left == null ? null : Json.write(left),
                            right == null ? null : Json.write(right)));
        }
    }

    private static String json(String word) {
        return '"' + word + '"';
    }
}
