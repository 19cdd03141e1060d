package dev.tocsin.connector;

import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service is known to refuse, or to drop without a word, and a schema cannot say.
 *
 * @param when over the input; where it has no value the input is refused as well
 * @param message what people read
 */
record Refusal(Evaluator when, Evaluator message) {

    /** Reads {@code refuse} of an operation. */
    static List<Refusal> parse(MapReader operation, SlotCompiler compiler, Slots slots) {
        List<Refusal> refusals = new ArrayList<>();
        for (Node item : operation.list("refuse")) {
            if (!(item instanceof MapNode map)) {
                operation.report(
                        item.span(), "a refusal must be a mapping with `when` and `message`");
                continue;
            }
            MapReader reader = operation.below(map, map.span());
            ScalarNode when = reader.requiredScalar("when");
            ScalarNode message = reader.requiredScalar("message");
            Evaluator condition = compiler.condition(when, slots);
            Evaluator words = compiler.data(message, slots);
            reader.finish();
            if (condition != null && words != null) {
                refusals.add(new Refusal(condition, words));
            }
        }
        return refusals;
    }

    /**
     * @param scope holds {@code input}, {@code key} and {@code settings}
     * @throws ConnectorException of kind {@code invalid} if it applies; nothing was sent
     */
    void check(Scope scope) throws ConnectorException {
        String words = words(scope);
        if (words != null) {
            throw ConnectorException.of(ErrorKind.INVALID, words).nothingWasDone();
        }
    }

    private @Nullable String words(Scope scope) {
        try {
            if (!SlotCompiler.holds(when.evaluate(scope, Slots.evaluation()))) {
                return null;
            }
            return message.evaluate(scope, Slots.evaluation()) instanceof StringValue(String text)
                    ? text
                    : "the service would not take this input";
        } catch (EvaluationException e) {
            return "the input cannot be looked at: " + e.text();
        }
    }
}
