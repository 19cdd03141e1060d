package dev.tocsin.interpreter;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StoredFields;
import dev.tocsin.value.StoredFormatException;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** What a run is started with, as a value, so that it can be stored. */
public final class StoredFacts {

    private StoredFacts() {}

    /**
     * As a map that {@link #read} takes; values in it are those of the facts, not copies. What is
     * secret in them is as secret as the host has marked it: the core marks only what it keeps.
     */
    public static MapValue write(RunFacts facts) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("runId", facts.runId())
                        .put("seed", facts.seed())
                        .put("event", facts.event())
                        .put("alert", facts.signal().alert())
                        .put("incident", facts.signal().incident())
                        .put("inputs", facts.inputs())
                        .put("run", facts.run())
                        .put("maxExpressionSteps", facts.maxExpressionSteps());
        if (facts.caller() != null) {
            out.put("caller", write(facts.caller()));
        }
        if (facts.callbackBase() != null) {
            out.put("callbackBase", facts.callbackBase());
        }
        return out.build();
    }

    private static MapValue write(Caller caller) {
        List<Value> order = new ArrayList<>(caller.order().size());
        caller.order().forEach(number -> order.add(IntValue.of(number)));
        return MapValue.builder()
                .put("path", caller.path())
                .put("order", new ListValue(order))
                .put("depth", caller.depth())
                .build();
    }

    /**
     * @param stored what {@link #write} gave
     * @throws StoredFormatException if it is not what {@link #write} gives
     */
    public static RunFacts read(MapValue stored) {
        StoredFields in = new StoredFields(stored);
        StoredFields caller = in.fieldsOrNull("caller");
        return new RunFacts(
                in.text("runId"),
                in.whole("seed"),
                in.value("event"),
                new RunFacts.Signal(in.value("alert"), in.value("incident")),
                in.map("inputs"),
                in.map("run"),
                in.whole("maxExpressionSteps"),
                caller == null ? null : caller(caller),
                in.textOrNull("callbackBase"));
    }

    private static Caller caller(StoredFields in) {
        List<Integer> order = new ArrayList<>();
        for (Value number : in.list("order")) {
            if (!(number instanceof IntValue(long one)) || one != (int) one) {
                throw new StoredFormatException("`order` holds what is no number of a step");
            }
            order.add((int) one);
        }
        return new Caller(in.text("path"), order, in.upTo(Integer.MAX_VALUE, "depth"));
    }
}
