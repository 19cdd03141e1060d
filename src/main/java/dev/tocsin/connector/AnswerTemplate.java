package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.schema.Schema;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
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
     * Takes one answer, which may be one of several.
     *
     * @param scope gets the answer as {@code response}
     * @throws ConnectorException if the answer tells of a failure
     */
    void accept(HttpAnswer answer, Scope scope, Call call) throws ConnectorException {
        scope.set(Slots.RESPONSE, response(answer.status(), answer.headers(), answer.body()));
        for (ErrorRule rule : errors) {
            rule.check(answer, scope, call.connection());
        }
        if (!answer.isSuccess() && !accepted.contains(answer.status())) {
            throw call.connection().error(answer);
        }
    }

    /** What {@code response} is where nothing had to be asked. */
    static Value noResponse() {
        return response(200, MapValue.EMPTY, NullValue.NULL);
    }

    private static MapValue response(int status, MapValue headers, Value body) {
        return MapValue.builder()
                .put("status", status)
                .put("headers", headers)
                .put("body", body)
                .build();
    }

    /**
     * The list that one answer gives.
     *
     * @throws ConnectorException if it gives something else; null counts as an empty list
     */
    static List<Value> items(Evaluator items, HttpAnswer answer, Scope scope, Call call)
            throws ConnectorException {
        try {
            return switch (items.evaluate(scope, Slots.evaluation())) {
                case ListValue(List<Value> list) -> list;
                case NullValue _ -> List.of();
                case Value other ->
                        throw unexpected(
                                answer, call, ": a list was expected, not " + other.kind());
            };
        } catch (EvaluationException e) {
            throw unexpected(answer, call, ": " + e.text());
        }
    }

    /**
     * The result, once every answer was accepted.
     *
     * @param last the last answer, for messages
     * @param otherwise the result where the file gives none
     * @throws ConnectorException if the answer has not the declared form
     */
    Value result(HttpAnswer last, Value otherwise, Scope scope, Call call)
            throws ConnectorException {
        return OperationTypes.filled(evaluated(last, otherwise, scope, call), output.json());
    }

    private Value evaluated(HttpAnswer answer, Value otherwise, Scope scope, Call call)
            throws ConnectorException {
        try {
            Value value = result == null ? otherwise : result.evaluate(scope, Slots.evaluation());
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
        // What an expression finds wrong with a text would only say again that it is no JSON.
        String form =
                answer.body() instanceof StringValue
                        ? "the answer is not JSON (content type `"
                                + (type == null ? "" : ServiceMessage.printable(type))
                                + "`)"
                        : "the answer has not the expected form" + why;
        return ConnectorException.of(
                        ErrorKind.FAILED, "connection `" + call.connection().name() + "`: " + form)
                .withStatus(answer.status());
    }
}
