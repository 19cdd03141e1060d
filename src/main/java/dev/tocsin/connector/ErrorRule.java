package dev.tocsin.connector;

import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Tells which answers are errors beyond what their status says.
 *
 * @param statuses empty where any will do
 * @param when null where the status decides alone
 * @param message what is said instead of the service's own words; null for those
 * @param retryAfter the seconds after which to come back, where no header tells; null likewise
 */
record ErrorRule(
        List<Integer> statuses,
        @Nullable Evaluator when,
        ErrorKind kind,
        @Nullable Evaluator message,
        @Nullable Evaluator retryAfter) {

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    ErrorRule {
        statuses = List.copyOf(statuses);
    }

    /**
     * @param scope holds the answer as {@code response}
     * @throws ConnectorException if the rule applies
     */
    void check(HttpAnswer answer, Scope scope, OpenConnection connection)
            throws ConnectorException {
        if (!statuses.isEmpty() && !statuses.contains(answer.status()) || !holds(scope)) {
            return;
        }
        ConnectorException error = connection.error(answer, kind);
        String said = text(scope, connection);
        if (said != null) {
            error = error.as(kind, said);
        }
        Duration pause = error.retryAfter() == null ? pause(scope) : null;
        if (pause != null) {
            error = error.retryAfter(pause);
        }
        throw kind == ErrorKind.RATE_LIMITED ? error.nothingWasDone() : error;
    }

    // A condition looks for one shape of answer; where the answer has another, it is not that one.
    private boolean holds(Scope scope) {
        try {
            return when == null || SlotCompiler.holds(when.evaluate(scope, Slots.evaluation()));
        } catch (EvaluationException _) {
            return false;
        }
    }

    private @Nullable Duration pause(Scope scope) {
        if (retryAfter == null) {
            return null;
        }
        try {
            double seconds =
                    switch (retryAfter.evaluate(scope, Slots.evaluation())) {
                        case IntValue(long whole) -> whole;
                        case DoubleValue(double part) -> part;
                        default -> -1;
                    };
            return seconds < 0 || seconds > LONGEST_PAUSE.toSeconds()
                    ? null
                    : Duration.ofMillis((long) Math.ceil(seconds * 1000));
        } catch (EvaluationException _) {
            return null;
        }
    }

    /** Null where the service's own words will do. */
    private @Nullable String text(Scope scope, OpenConnection connection) {
        if (message == null) {
            return null;
        }
        try {
            return message.evaluate(scope, Slots.evaluation()) instanceof StringValue(String text)
                    ? "connection `" + connection.name() + "`: " + ServiceMessage.printable(text)
                    : null;
        } catch (EvaluationException _) {
            return null;
        }
    }
}
