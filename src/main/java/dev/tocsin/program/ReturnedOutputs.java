package dev.tocsin.program;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.List;

/**
 * What a {@code return} gives: the values written there, and the defaults of other outputs; those
 * that the playbook marks are secret.
 */
record ReturnedOutputs(Evaluator written, List<Parameter> outputs) implements Evaluator {

    /** The evaluator itself where nothing is added to what it gives. */
    static Evaluator of(Evaluator written, List<Parameter> outputs) {
        boolean adds = false;
        for (Parameter output : outputs) {
            adds |= output.fallback() != null || output.schema().marksSecrets();
        }
        return adds ? new ReturnedOutputs(written, outputs) : written;
    }

    @Override
    public Value evaluate(Scope scope, Evaluation evaluation) {
        Value returned = written.evaluate(scope, evaluation);
        if (!(returned instanceof MapValue given)) {
            return returned;
        }
        MapValue.Builder all = MapValue.builder();
        given.entries().forEach(all::put);
        for (Parameter output : outputs) {
            String name = output.name().text();
            Value value = given.get(name);
            value = value == null ? output.fallback() : value;
            if (value != null) {
                all.put(name, SecretMarks.mark(value, output.schema()));
            }
        }
        return all.build();
    }
}
