package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

/**
 * Tells which answers are errors beyond what their status says.
 *
 * @param status 0 where any will do
 * @param when null where the status decides alone
 * @param message what is said instead of the service's own words; null for those
 */
record ErrorRule(
        int status, @Nullable Evaluator when, ErrorKind kind, @Nullable Evaluator message) {

    /**
     * @param scope holds the answer as {@code response}
     * @throws ConnectorException if the rule applies
     */
    void check(HttpAnswer answer, Scope scope, OpenConnection connection)
            throws ConnectorException {
        if (status != 0 && status != answer.status() || !holds(scope)) {
            return;
        }
        ConnectorException usual = connection.error(answer);
        ConnectorException error =
                ConnectorException.of(kind, text(scope, connection, usual))
                        .withStatus(answer.status());
        if (answer.body() instanceof MapValue body) {
            error = error.withDetails(body);
        }
        if (usual.retryAfter() != null) {
            error = error.retryAfter(usual.retryAfter());
        }
        throw kind == ErrorKind.RATE_LIMITED || usual.nothingDone()
                ? error.nothingWasDone()
                : error;
    }

    // A condition looks for one shape of answer; where the answer has another, it is not that one.
    private boolean holds(Scope scope) {
        try {
            return when == null || SlotCompiler.holds(when.evaluate(scope, Slots.evaluation()));
        } catch (EvaluationException _) {
            return false;
        }
    }

    private String text(Scope scope, OpenConnection connection, ConnectorException usual) {
        if (message == null) {
            return usual.text();
        }
        try {
            return message.evaluate(scope, Slots.evaluation()) instanceof StringValue(String text)
                    ? "connection `" + connection.name() + "`: " + ServiceMessage.printable(text)
                    : usual.text();
        } catch (EvaluationException _) {
            return usual.text();
        }
    }
}
