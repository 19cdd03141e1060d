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
 */
public record RunRecord(
        String run, String playbook, Outcome outcome, List<StepRecord> steps, Counts counts) {

    public RunRecord {
        steps = List.copyOf(steps);
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
        return MapValue.builder()
                .put("run", run)
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
                .put("steps", new ListValue(list))
                .put("counts", counts.toValue())
                .build();
    }
}
