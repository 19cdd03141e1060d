package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Durations;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Reads {@code job} and {@code check} of an operation: both name a read operation of the same file
 * and say how to understand what it answers.
 */
final class FollowUpParser {

    private final SlotCompiler compiler;
    private final FileContext context;
    private final Schema input;
    private final Type started;

    /**
     * @param input of the operation that is followed up
     * @param started what that operation answers
     */
    FollowUpParser(SlotCompiler compiler, FileContext context, Schema input, Type started) {
        this.compiler = compiler;
        this.context = context;
        this.input = input;
        this.started = started;
    }

    @Nullable Job job(@Nullable MapReader reader) {
        if (reader == null) {
            return null;
        }
        ScalarNode operation = reader.requiredScalar("operation");
        Slots before = inputs().with("started", started, Slots.STARTED);
        Slots after = new Slots().with("result", resultOf(operation, reader), Slots.RESULT);
        Evaluator with = compiler.body(reader.node("with"), before);
        Evaluator done = compiler.condition(reader.requiredScalar("done"), after);
        Evaluator failed = compiler.condition(reader.requiredScalar("failed"), after);
        ScalarNode every = reader.requiredScalar("every");
        Duration[] pauses = every == null ? null : pauses(every, reader);
        reader.finish();
        if (operation == null || with == null || done == null || failed == null || pauses == null) {
            return null;
        }
        return new Job(
                operation.text(),
                (given, answer) -> input(with, given, Slots.STARTED, answer),
                result -> state(done, failed, result),
                pauses[0],
                pauses[1]);
    }

    @Nullable Check check(@Nullable MapReader reader) {
        if (reader == null) {
            return null;
        }
        ScalarNode operation = reader.requiredScalar("operation");
        Slots before = inputs().with("key", Type.STRING, Slots.KEY);
        Slots after = inputs().with("result", resultOf(operation, reader), Slots.RESULT);
        Evaluator with = compiler.body(reader.node("with"), before);
        Evaluator done = compiler.condition(reader.requiredScalar("done"), after);
        Evaluator result = compiler.data(reader.node("result"), after);
        reader.finish();
        if (operation == null || with == null || done == null || result == null) {
            return null;
        }
        return new Check(
                operation.text(),
                (given, key) -> input(with, given, Slots.KEY, new StringValue(key)),
                (given, answer) -> told(done, scope(given, answer)),
                (given, answer) -> evaluate(result, scope(given, answer)));
    }

    private Slots inputs() {
        return new Slots().with("input", OperationTypes.inside(input), Slots.INPUT);
    }

    private MapValue input(Evaluator with, MapValue given, int slot, Value other) {
        Scope scope = Slots.scope();
        scope.set(Slots.INPUT, OperationTypes.given(given, input));
        scope.set(slot, other);
        return evaluate(with, scope) instanceof MapValue map ? map : MapValue.EMPTY;
    }

    private static Job.State state(Evaluator done, Evaluator failed, Value result) {
        if (holds(done, scope(result))) {
            return Job.State.DONE;
        }
        return holds(failed, scope(result)) ? Job.State.FAILED : Job.State.RUNNING;
    }

    // An answer of another shape tells nothing; the next look may.
    private static boolean holds(Evaluator condition, Scope scope) {
        try {
            return SlotCompiler.holds(evaluate(condition, scope));
        } catch (EvaluationException _) {
            return false;
        }
    }

    // "Not done" leads to a repeat, so an answer that tells nothing must not pass for it.
    private static boolean told(Evaluator condition, Scope scope) {
        if (evaluate(condition, scope) instanceof BoolValue done) {
            return done.value();
        }
        throw EvaluationException.at(0, 0, "`done` is neither true nor false");
    }

    private Scope scope(MapValue given, Value result) {
        Scope scope = scope(result);
        scope.set(Slots.INPUT, OperationTypes.filled(given, input.json()));
        return scope;
    }

    private static Scope scope(Value result) {
        Scope scope = Slots.scope();
        scope.set(Slots.RESULT, result);
        return scope;
    }

    private static Value evaluate(Evaluator evaluator, Scope scope) {
        return evaluator.evaluate(scope, Slots.evaluation());
    }

    private Type resultOf(@Nullable ScalarNode operation, MapReader reader) {
        MapReader operations = context.operations();
        if (operation == null || operations == null) {
            return Type.ANY;
        }
        if (!(operations.node().get(operation.text()) instanceof MapNode target)) {
            reader.report(
                    operation.span(), "this file has no operation `" + operation.text() + "`");
            return Type.ANY;
        }
        if (target.get("effect") instanceof ScalarNode effect && !effect.text().equals("read")) {
            reader.report(
                    operation.span(),
                    "`" + operation.text() + "` is not a `read`",
                    Note.help("looking at a job or a change must change nothing itself"));
        }
        Node output = target.get("output");
        return output instanceof MapNode
                ? OperationTypes.output((MapValue) NodeValues.of(context.schemas().inlined(output)))
                        .type()
                : Type.ANY;
    }

    private static Duration @Nullable [] pauses(ScalarNode every, MapReader reader) {
        String text = every.text();
        int dots = text.indexOf("..");
        Duration first = Durations.parse(dots < 0 ? text : text.substring(0, dots));
        Duration last = dots < 0 ? first : Durations.parse(text.substring(dots + 2));
        if (first == null || last == null || first.isZero() || last.compareTo(first) < 0) {
            reader.report(
                    every.span(),
                    "`" + text + "` is no pause",
                    Note.help("write `15s`, or `10s..60s` for pauses that grow"));
            return null;
        }
        return new Duration[] {first, last};
    }
}
