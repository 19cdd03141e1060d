package dev.tocsin.host;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.expression.Scope;
import dev.tocsin.host.PlanStep.Certainty;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.CheckNode;
import dev.tocsin.program.JobNode;
import dev.tocsin.program.NodeHead;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Actions in a rehearsal: shown with their input; performed only where that changes nothing. */
final class RehearsedActions {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Rehearsal rehearsal;
    private final Map<String, Set<String>> needs;

    RehearsedActions(Rehearsal rehearsal, Map<String, Set<String>> needs) {
        this.rehearsal = rehearsal;
        this.needs = needs;
    }

    Flow action(ActionNode node, PlanStep step, Here here, Scope scope)
            throws InterruptedException {
        OperationSpec spec = node.operation().spec();
        Value input = rehearsal.evaluate(node.with(), scope);
        step.input(input);
        step.operation(node.action(), spec.effect());
        need(node);
        PlanCounts counts = PlanCounts.of(spec.effect());
        Value fixture = rehearsal.fixtureOf(node.head(), here);
        Performer performer = performerOf(node, input, fixture);
        if (performer == null) {
            return notPerformed(node, step, scope, counts, fixture);
        }
        step.performed();
        try {
            Operation operation = node.operation();
            Value answer = performer.perform(node, operation, (MapValue) input, "rehearsal", LIMIT);
            Value result = SecretMarks.mark(answer, operation.spec().output());
            step.result(result);
            Rehearsal.keep(node.head(), scope, result, "succeeded");
            return Flow.normal(scope, counts);
        } catch (ConnectorException e) {
            step.note("fails: " + e.text());
            return rehearsal.failed(node.head(), here, scope, e.kind(), e.text(), counts);
        }
    }

    /** Shows what is read before the first step. */
    PlanCounts fetch(@Nullable PlannedFetch fetch, List<PlanStep> steps) {
        if (fetch == null) {
            return PlanCounts.NONE;
        }
        OperationSpec spec = fetch.operation().spec();
        PlanStep step =
                new PlanStep(fetch.name(), "fetch", "read the " + fetch.name(), Certainty.WILL);
        step.operation(fetch.action(), spec.effect());
        step.input(fetch.input());
        need(fetch.connector().name(), spec);
        if (fetch.result() == null) {
            step.note("until then `" + fetch.name() + "` and `signal` are unknown");
        } else {
            step.performed();
            step.result(fetch.result());
        }
        steps.add(step);
        return PlanCounts.of(spec.effect());
    }

    private void need(ActionNode node) {
        String connector = node.connector().name();
        String connection = node.connection();
        String name = connection == null ? connector : connector + " (" + connection + ")";
        need(name, node.operation().spec());
        JobNode job = node.job();
        if (job != null) {
            need(name, job.poll().spec());
        }
        CheckNode check = node.check();
        if (check != null) {
            need(name, check.look().spec());
        }
    }

    private void need(String name, OperationSpec spec) {
        if (spec.effect() != Effect.PURE) {
            needs.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(spec.permissions());
        }
    }

    /** Who performs the operation for real, or null where it is only shown. */
    private @Nullable Performer performerOf(ActionNode node, Value input, @Nullable Value fixture) {
        boolean known = input instanceof MapValue && !UnknownValue.isWithin(input);
        if (!known || fixture != null) {
            return null;
        }
        OperationSpec spec = node.operation().spec();
        return switch (spec.effect()) {
            case PURE -> RehearsedActions::compute;
            case READ -> {
                boolean believed =
                        spec.readBecause() == null
                                || rehearsal.options.trusted().test(node.connector().name());
                yield believed ? rehearsal.options.reads() : null;
            }
            case CHANGE, CONTAIN -> null;
        };
    }

    private static Value compute(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws ConnectorException, InterruptedException {
        return SecretValue.openAll(input) instanceof MapValue opened
                ? operation.perform(dev.tocsin.connector.Call.pure(opened))
                : NullValue.NULL;
    }

    private Flow notPerformed(
            ActionNode node,
            PlanStep step,
            Scope scope,
            PlanCounts counts,
            @Nullable Value fixture) {
        NodeHead head = node.head();
        String id = head.id();
        OperationSpec spec = node.operation().spec();
        Value result;
        if (fixture != null) {
            result = SecretMarks.mark(spec.complete(fixture), spec.output());
            step.result(result);
            step.note("the result is a fixture");
        } else {
            result = new UnknownValue(id == null ? "the result of " + head.label() : "steps." + id);
            if (!spec.examples().isEmpty() && id != null) {
                step.example(spec.examples().getFirst().output());
            }
        }
        Rehearsal.keep(head, scope, result, "succeeded");
        if (!head.continueOn().isEmpty() && fixture == null && head.slots() != null) {
            // The run goes on after a failure too, and then there is an error and no result.
            scope.set(head.slots().status(), new UnknownValue("how " + head.label() + " ends"));
            scope.set(head.slots().error(), new UnknownValue("how " + head.label() + " ends"));
        }
        return Flow.normal(scope, counts);
    }
}
