package dev.tocsin.service.trigger;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Operation;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Text;
import dev.tocsin.value.Value;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks once, and takes the items and their keys out of the answer. Stateless. */
final class PollRead {

    /** More than so many in one answer is a poll that asks for too much. */
    static final int MOST_ITEMS = 20_000;

    private static final long MAX_STEPS = 10_000_000;

    private final Connector connector;
    private final Operation operation;
    private final Evaluator input;
    private final TriggerNames.Compiled items;
    private final TriggerNames.Compiled key;

    private PollRead(
            Connector connector,
            Operation operation,
            Evaluator input,
            TriggerNames.Compiled items,
            TriggerNames.Compiled key) {
        this.connector = connector;
        this.operation = operation;
        this.input = input;
        this.items = items;
        this.key = key;
    }

    /** Of a trigger that was checked. */
    static PollRead of(Scheduled<Trigger.Poll> poll) {
        String name = poll.trigger().operation().text();
        int dot = name.lastIndexOf('.');
        Connector connector = poll.playbook().connector(name.substring(0, Math.max(0, dot)));
        Operation operation =
                connector == null ? null : connector.operation(name.substring(dot + 1));
        if (connector == null || operation == null) {
            throw new IllegalStateException("`" + name + "` was checked, and is not there");
        }
        boolean secrets =
                operation.spec().output() != null && operation.spec().output().marksSecrets();
        return new PollRead(
                connector,
                operation,
                TemplateCompiler.compile(
                        poll.trigger().with(), Environment.EMPTY, operation.spec().input()),
                new TriggerNames(List.of("result"), secrets).items(poll.trigger().items()),
                new TriggerNames(List.of("item"), secrets).value(poll.trigger().key()));
    }

    /**
     * The items by their keys, in the order of the answer; of two with one key the first.
     *
     * @throws ConnectorException if the source did not answer, or not with what was expected
     */
    Map<String, Value> items(Reads reads, Instant now)
            throws ConnectorException, InterruptedException {
        try {
            Evaluation evaluation = new Evaluation(0, MAX_STEPS);
            evaluation.restart(now);
            if (!(input.evaluate(new Scope(0, null), evaluation) instanceof MapValue given)) {
                throw new IllegalStateException("`with` is checked to be a map");
            }
            Value result = reads.read(connector, operation, given);
            List<Value> found = items.items(TriggerNames.scope(result), now);
            if (found.size() > MOST_ITEMS) {
                throw ConnectorException.of(
                        ErrorKind.EXHAUSTED,
                        "the answer has "
                                + found.size()
                                + " items, and at most "
                                + MOST_ITEMS
                                + " are looked at: ask for less");
            }
            Map<String, Value> byKey = new LinkedHashMap<>();
            for (Value item : found) {
                byKey.putIfAbsent(keyOf(item, now), item);
            }
            return byKey;
        } catch (EvaluationException e) {
            throw ConnectorException.of(ErrorKind.EXPRESSION, e.text());
        }
    }

    private String keyOf(Value item, Instant now) throws ConnectorException {
        Value value = key.evaluate(TriggerNames.scope(item), now);
        String text =
                switch (value instanceof SecretValue ? SecretValue.openAll(value) : value) {
                    case StringValue(String string) -> string;
                    case IntValue(long number) -> String.valueOf(number);
                    case DoubleValue(double number) -> Text.of(number);
                    case BigValue(var number) -> number.toString();
                    default -> null;
                };
        if (text == null || text.isEmpty()) {
            throw ConnectorException.of(
                    ErrorKind.INVALID,
                    "the key of an item is " + value.kind() + ", and not a text or number");
        }
        return text;
    }
}
