package dev.tocsin.connector;

import dev.tocsin.connector.HttpRequest.AnswerForm;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.ErrorKind;

import java.util.ArrayList;
import java.util.List;

/**
 * The request of an operation with holes. Method, host, header and parameter names stand in the
 * file; data fills values only (S7).
 *
 * @param answer how the body of a good answer is read
 */
record RequestTemplate(
        String method,
        PathTemplate path,
        List<QueryField> query,
        List<Field> headers,
        RequestBodyTemplate body,
        AnswerForm answer) {

    /** A name with a template. */
    record Field(String name, Evaluator value) {}

    /** A parameter with a template, and how it writes a list. */
    record QueryField(String name, Evaluator value, ListForm form) {}

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
            List<HttpRequest.Pair> parameters = new ArrayList<>();
            for (QueryField field : query) {
                field.form()
                        .write(field.name(), field.value().evaluate(scope, evaluation), parameters);
            }
            return new HttpRequest(
                    method,
                    path.render(scope, evaluation),
                    parameters,
                    headers(scope, evaluation),
                    body.render(scope, evaluation),
                    answer);
        } catch (EvaluationException e) {
            throw unbuildable(e);
        }
    }

    /**
     * The request for a page that the service gave a link to.
     *
     * @param link absolute
     * @throws ConnectorException as {@link #render} does
     */
    HttpRequest follow(String link, Scope scope) throws ConnectorException {
        try {
            return new HttpRequest(
                    "GET", link, List.of(), headers(scope, Slots.evaluation()), null, answer);
        } catch (EvaluationException e) {
            throw unbuildable(e);
        }
    }

    private static ConnectorException unbuildable(EvaluationException e) {
        return ConnectorException.of(ErrorKind.INVALID, "the request cannot be built: " + e.text())
                .nothingWasDone();
    }

    private List<HttpRequest.Pair> headers(Scope scope, Evaluation evaluation)
            throws ConnectorException {
        List<HttpRequest.Pair> pairs = new ArrayList<>();
        for (Field field : headers) {
            ListForm.REPEAT.write(field.name(), field.value().evaluate(scope, evaluation), pairs);
        }
        return pairs;
    }
}
