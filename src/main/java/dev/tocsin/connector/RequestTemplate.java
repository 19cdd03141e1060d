package dev.tocsin.connector;

import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Text;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The request of an operation with holes. Method, host, header and parameter names stand in the
 * file; data fills values only (S7).
 *
 * @param body null where there is none
 */
record RequestTemplate(
        String method,
        PathTemplate path,
        List<Field> query,
        List<Field> headers,
        @Nullable Evaluator body,
        BodyForm form) {

    /** How a body is written. */
    enum BodyForm {
        JSON,
        FORM
    }

    /** A name with a template. */
    record Field(String name, Evaluator value) {}

    RequestTemplate {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    /**
     * @throws ConnectorException if the input makes no request; nothing was sent
     */
    HttpRequest render(Scope scope) throws ConnectorException {
        Evaluation evaluation = Slots.evaluation();
        try {
            return new HttpRequest(
                    method,
                    path.render(scope, evaluation),
                    pairs(query, scope, evaluation),
                    pairs(headers, scope, evaluation),
                    body == null ? null : body(body.evaluate(scope, evaluation)));
        } catch (EvaluationException e) {
            throw ConnectorException.of(
                            ErrorKind.INVALID, "the request cannot be built: " + e.text())
                    .nothingWasDone();
        }
    }

    private HttpRequest.@Nullable Body body(Value value) {
        return switch (form) {
            case JSON -> value == NullValue.NULL ? null : new HttpRequest.Body.JsonBody(value);
            case FORM -> {
                List<HttpRequest.Pair> fields = new ArrayList<>();
                if (value instanceof MapValue(Map<String, Value> entries)) {
                    entries.forEach((name, field) -> add(name, field, fields));
                }
                yield new HttpRequest.Body.FormBody(fields);
            }
        };
    }

    private static List<HttpRequest.Pair> pairs(
            List<Field> fields, Scope scope, Evaluation evaluation) {
        List<HttpRequest.Pair> pairs = new ArrayList<>();
        for (Field field : fields) {
            add(field.name(), field.value().evaluate(scope, evaluation), pairs);
        }
        return pairs;
    }

    // A list repeats the name, as forms and most services have it; null leaves the name out.
    private static void add(String name, Value value, List<HttpRequest.Pair> pairs) {
        switch (value) {
            case NullValue _ -> {}
            case ListValue(List<Value> items) -> items.forEach(item -> add(name, item, pairs));
            case StringValue(String text) -> pairs.add(new HttpRequest.Pair(name, text));
            case IntValue(long number) ->
                    pairs.add(new HttpRequest.Pair(name, Long.toString(number)));
            case DoubleValue(double number) ->
                    pairs.add(new HttpRequest.Pair(name, Text.of(number)));
            case BoolValue truth ->
                    pairs.add(new HttpRequest.Pair(name, Boolean.toString(truth.value())));
            case TimestampValue(var instant) ->
                    pairs.add(new HttpRequest.Pair(name, instant.toString()));
            default -> pairs.add(new HttpRequest.Pair(name, Json.write(value)));
        }
    }
}
