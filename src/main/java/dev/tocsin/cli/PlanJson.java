package dev.tocsin.cli;

import dev.tocsin.host.Plan;
import dev.tocsin.host.PlanLimit;
import dev.tocsin.host.PlanStep;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A plan as data; {@code schema/plan.schema.json} says what it looks like. */
final class PlanJson {

    private PlanJson() {}

    static MapValue of(Plan plan, List<Instant> nextRuns) {
        List<Value> times = new ArrayList<>();
        for (Instant time : nextRuns) {
            times.add(new StringValue(time.toString()));
        }
        MapValue.Builder needs = MapValue.builder();
        plan.needs().forEach((name, permissions) -> needs.put(name, texts(permissions)));
        MapValue.Builder json = MapValue.builder().put("playbook", plan.playbook());
        PlanLimit limit = plan.limit();
        if (limit != null) {
            json.put("concurrency", limit(limit));
        }
        return json.put("steps", steps(plan.steps()))
                .put("ends", texts(plan.ends()))
                .put("counts", plan.counts().toValue())
                .put("needs", needs.build())
                .put("nextRuns", new ListValue(times))
                .build();
    }

    private static Value limit(PlanLimit limit) {
        return MapValue.builder()
                .put("limit", limit.limit())
                .put("key", orNull(limit.key()))
                .put("whenBusy", limit.whenBusy())
                .build();
    }

    private static Value steps(List<PlanStep> steps) {
        List<Value> list = new ArrayList<>();
        for (PlanStep step : steps) {
            list.add(step(step));
        }
        return new ListValue(list);
    }

    private static Value step(PlanStep step) {
        List<Value> parts = new ArrayList<>();
        for (PlanStep.Part part : step.parts()) {
            parts.add(
                    MapValue.builder()
                            .put("title", part.title())
                            .put("steps", steps(part.steps()))
                            .build());
        }
        return MapValue.builder()
                .put("path", step.path())
                .put("kind", step.kind())
                .put("label", step.label())
                .put("certainty", step.certainty().name().toLowerCase(Locale.ROOT))
                .put("action", step.action())
                .put("effect", step.effect() == null ? "none" : step.effect().word())
                .put("performed", step.wasPerformed())
                .put("input", orNull(step.input()))
                .put("result", orNull(step.result()))
                .put("example", orNull(step.example()))
                .put("notes", texts(step.notes()))
                .put("parts", new ListValue(parts))
                .build();
    }

    private static Value orNull(@Nullable Value value) {
        return value == null ? NullValue.NULL : value;
    }

    private static Value texts(Collection<String> texts) {
        List<Value> list = new ArrayList<>();
        for (String text : texts) {
            list.add(new StringValue(text));
        }
        return new ListValue(list);
    }
}
