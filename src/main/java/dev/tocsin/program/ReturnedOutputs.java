package dev.tocsin.program;

import dev.tocsin.expression.Evaluator;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.List;

/** What a {@code return} gives: the values written there, and the defaults of other outputs. */
final class ReturnedOutputs {

    private ReturnedOutputs() {}

    static Evaluator of(Evaluator written, List<Parameter> outputs) {
        boolean hasDefaults = false;
        for (Parameter output : outputs) {
            hasDefaults |= output.fallback() != null;
        }
        return hasDefaults
                ? (scope, evaluation) -> complete(written.evaluate(scope, evaluation), outputs)
                : written;
    }

    private static Value complete(Value returned, List<Parameter> outputs) {
        if (!(returned instanceof MapValue given)) {
            return returned;
        }
        MapValue.Builder all = MapValue.builder();
        given.entries().forEach(all::put);
        for (Parameter output : outputs) {
            Value fallback = output.fallback();
            if (fallback != null && given.get(output.name().text()) == null) {
                all.put(output.name().text(), fallback);
            }
        }
        return all.build();
    }
}
