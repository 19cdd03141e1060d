package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an operation makes of an answer.
 *
 * @param accepted statuses of 300 and more that are no errors
 * @param errors looked at in order before anything else
 * @param result from the answer to the result; null where the body is the result
 */
record AnswerTemplate(
        List<Integer> accepted, List<ErrorRule> errors, @Nullable Evaluator result, Schema output) {

    AnswerTemplate {
        accepted = List.copyOf(accepted);
        errors = List.copyOf(errors);
    }

    /**
     * @param scope gets the answer as {@code response}
     * @throws ConnectorException if the answer tells of a failure, or has not the declared form
     */
    Value read(HttpAnswer answer, Scope scope, Call call) throws ConnectorException {
        MapValue response =
                MapValue.builder()
                        .put("status", answer.status())
                        .put("headers", answer.headers())
                        .put("body", answer.body())
                        .build();
        scope.set(Slots.RESPONSE, response);
        for (ErrorRule rule : errors) {
            rule.check(answer, scope, call.connection());
        }
        if (!answer.isSuccess() && !accepted.contains(answer.status())) {
            throw call.connection().error(answer);
        }
        return OperationTypes.filled(result(answer, scope, call), output.json());
    }

    private Value result(HttpAnswer answer, Scope scope, Call call) throws ConnectorException {
        try {
            Value value =
                    result == null ? answer.body() : result.evaluate(scope, Slots.evaluation());
            boolean structure = value instanceof MapValue || value instanceof ListValue;
            if (structure || !OperationTypes.isStructure(output)) {
                return value;
            }
        } catch (EvaluationException e) {
            throw unexpected(answer, call, ": " + e.text());
        }
        throw unexpected(answer, call, "");
    }

    private static ConnectorException unexpected(HttpAnswer answer, Call call, String why) {
        String type = answer.headers().text("content-type");
        String form =
                answer.body() instanceof StringValue
                        ? "the answer is not JSON (content type `"
                                + (type == null ? "" : ServiceMessage.printable(type))
                                + "`)"
                        : "the answer has not the expected form";
        return ConnectorException.of(
                        ErrorKind.FAILED,
                        "connection `" + call.connection().name() + "`: " + form + why)
                .withStatus(answer.status());
    }
}
