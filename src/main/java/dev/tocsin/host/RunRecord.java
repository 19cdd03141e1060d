package dev.tocsin.host;

import dev.tocsin.interpreter.Outcome;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a run.
 *
 * @param steps in reading order; those of a loop iteration by iteration
 * @param revealed the secrets that the playbook showed on purpose, in reading order
 */
public record RunRecord(
        String run,
        String playbook,
        Outcome outcome,
        List<StepRecord> steps,
        List<Revealed> revealed,
        Counts counts) {

    /**
     * One use of {@code reveal}.
     *
     * @param step its path
     * @param expression what was shown, as written
     */
    public record Revealed(String step, String expression, String reason) {}

    public RunRecord {
        steps = List.copyOf(steps);
        revealed = List.copyOf(revealed);
    }

    /** {@code succeeded}, {@code failed} or {@code cancelled}. */
    public String status() {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "succeeded";
            case Outcome.Failed _ -> "failed";
            case Outcome.Cancelled _ -> "cancelled";
        };
    }

    /** As {@code schema/run-record.schema.json} says. */
    public MapValue toValue() {
        List<Value> list = new ArrayList<>(steps.size());
        for (StepRecord step : steps) {
            list.add(step.toValue());
        }
        MapValue.Builder record = MapValue.builder();
        record.put("run", run)
                .put("playbook", playbook)
                .put("status", status())
                .put(
                        "outputs",
                        outcome instanceof Outcome.Succeeded(Value outputs)
                                ? outputs
                                : NullValue.NULL)
                .put(
                        "error",
                        outcome instanceof Outcome.Failed(var error)
                                ? error.toValue()
                                : NullValue.NULL)
                .put(
                        "reason",
                        outcome instanceof Outcome.Cancelled(String reason)
                                ? new StringValue(reason)
                                : NullValue.NULL)
                .put("steps", new ListValue(list));
        if (!revealed.isEmpty()) {
            record.put("revealed", revealedList());
        }
        return record.put("counts", counts.toValue()).build();
    }

    private ListValue revealedList() {
        List<Value> all = new ArrayList<>(revealed.size());
        for (Revealed one : revealed) {
            all.add(
                    MapValue.builder()
                            .put("step", one.step())
                            .put("expression", one.expression())
                            .put("reason", one.reason())
                            .build());
        }
        return new ListValue(all);
    }
}
