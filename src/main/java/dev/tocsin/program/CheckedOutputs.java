package dev.tocsin.program;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.List;

/**
 * What a {@code return} gives, looked at a last time: of values whose type is not known before the
 * run, and of bounds and patterns, only the value tells.
 */
final class CheckedOutputs implements Evaluator {

    private final Evaluator inner;
    private final List<Parameter> outputs;
    private final ValueCheck[] checks;

    CheckedOutputs(Evaluator inner, List<Parameter> outputs) {
        this.inner = inner;
        this.outputs = outputs;
        this.checks = new ValueCheck[outputs.size()];
        for (int i = 0; i < checks.length; i++) {
            checks[i] = ValueCheck.of(outputs.get(i).schema());
        }
    }

    /**
     * @throws EvaluationException of the kind {@code invalid} if an output is not as declared, in
     *     the words of the checker
     */
    @Override
    public Value evaluate(Scope scope, Evaluation evaluation) {
        Value returned = inner.evaluate(scope, evaluation);
        if (returned instanceof MapValue map) {
            for (int i = 0; i < checks.length; i++) {
                Value value = map.get(outputs.get(i).name().text());
                if (value != null && !(value instanceof UnknownValue)) {
                    check(i, value);
                }
            }
        }
        return returned;
    }

    private void check(int output, Value value) {
        String subject = "the output `" + outputs.get(output).name() + "`";
        List<SchemaFault> faults = checks[output].check(value, subject);
        if (!faults.isEmpty()) {
            throw EvaluationException.of(ErrorKind.INVALID, faults.getFirst().message());
        }
    }
}
