package dev.tocsin.program;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.List;

/** What a {@code return} gives, with the outputs that the playbook marks made secret. */
record MarkedOutputs(Evaluator given, List<Parameter> outputs) implements Evaluator {

    /** The evaluator itself where no output is marked. */
    static Evaluator of(Evaluator given, List<Parameter> outputs) {
        boolean marks = false;
        for (Parameter output : outputs) {
            marks |= output.schema().marksSecrets();
        }
        return marks ? new MarkedOutputs(given, outputs) : given;
    }

    @Override
    public Value evaluate(Scope scope, Evaluation evaluation) {
        Value value = given.evaluate(scope, evaluation);
        if (!(value instanceof MapValue map)) {
            return value;
        }
        MapValue.Builder marked = MapValue.builder();
        map.entries().forEach(marked::put);
        for (Parameter output : outputs) {
            Value one = map.get(output.name().text());
            if (one != null) {
                marked.put(output.name().text(), SecretMarks.mark(one, output.schema()));
            }
        }
        return marked.build();
    }
}
