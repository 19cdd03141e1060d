package dev.tocsin.host;

import dev.tocsin.expression.Scope;
import dev.tocsin.host.Flow.Exit;
import dev.tocsin.host.Flow.Way;
import dev.tocsin.host.Rehearsal.Here;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.RunState;
import dev.tocsin.program.CallNode;
import dev.tocsin.program.Passage;
import dev.tocsin.program.Program;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.util.Map;

/**
 * {@code call} in a rehearsal: the steps of the called playbook are walked with the inputs it would
 * get, in a scope of their own. Where it ends in several ways the caller goes on with what all of
 * them have in common.
 */
final class RehearsedCall {

    private final Rehearsal rehearsal;
    private final CallNode node;
    private final PlanStep step;

    RehearsedCall(Rehearsal rehearsal, CallNode node, PlanStep step) {
        this.rehearsal = rehearsal;
        this.node = node;
        this.step = step;
    }

    Flow walk(Here here, Scope scope) throws InterruptedException {
        if (!(rehearsal.evaluate(node.with(), scope) instanceof MapValue given)) {
            throw new IllegalStateException("`with` is checked to be a map");
        }
        Passage passage = node.passage();
        MapValue input = passage.inputs(given);
        step.input(input);
        String fault = passage.faultOfInputs(input);
        if (fault != null) {
            return failed(here, scope, ErrorKind.INVALID, fault);
        }
        Program program = node.program();
        if (!rehearsal.calls.followNext()) {
            step.note(
                    "not followed: "
                            + FollowedCalls.MOST
                            + " calls were; the counts lack this one");
            return rehearsal.done(
                    node.head(), scope, new UnknownValue("what `" + program.id() + "` returns"));
        }
        Rehearsal inside = rehearsal.ofCalled();
        String path = here.path(node.head()) + "." + node.segment();
        Here steps = here.into(path, step.part("playbook " + program.id()), here.certainty());
        Flow flow = inside.block(program.steps(), steps, scopeOf(program, input, path));
        return ends(flow, here, scope);
    }

    private Scope scopeOf(Program program, MapValue input, String path) {
        RunFacts facts = rehearsal.facts;
        MapValue.Builder run = MapValue.builder();
        facts.run().entries().forEach(run::put);
        run.put("id", facts.runId() + "/" + path).put("trigger", node.trigger());
        return RunState.scopeOf(
                program,
                new RunFacts(
                        facts.runId(),
                        facts.seed(),
                        NullValue.NULL,
                        RunFacts.Signal.NONE,
                        input,
                        run.build(),
                        facts.maxExpressionSteps()));
    }

    /** What the ends of the called playbook are to its caller. */
    private Flow ends(Flow inside, Here here, Scope scope) {
        Flow flow = new Flow();
        Value result = NullValue.NULL;
        boolean returned = false;
        for (Map.Entry<Exit, Way> end : inside.ways().entrySet()) {
            Way way = end.getValue();
            switch (end.getKey()) {
                case NORMAL, RETURN -> {
                    boolean returns = end.getKey() == Exit.RETURN;
                    Value own = returns ? node.passage().result(way.value()) : NullValue.NULL;
                    String fault = node.passage().faultOfResult(own);
                    if (fault != null) {
                        step.note("fails: " + fault);
                        flow.add(Exit.FAIL, to(scope, way, error(fault, here, ErrorKind.INVALID)));
                        continue;
                    }
                    result = returned ? Flow.merge(result, own) : own;
                    returned = true;
                    flow.add(Exit.NORMAL, to(scope, way, NullValue.NULL));
                }
                case FAIL -> flow.add(Exit.FAIL, to(scope, way, way.value()));
                case CANCEL -> {
                    Value error = error(cancelled(way.value()), here, ErrorKind.FAILED);
                    flow.add(Exit.FAIL, to(scope, way, error));
                }
                case NEXT, STOP ->
                        throw new IllegalStateException("`next` and `stop` stay in loops");
            }
        }
        return rehearsal.ended(node.head(), here, flow, result);
    }

    /** The scope inside is gone with its playbook; the caller goes on with its own. */
    private static Way to(Scope scope, Way way, Value carries) {
        return new Way(Flow.copy(scope), way.counts(), carries);
    }

    private Value error(String message, Here here, ErrorKind kind) {
        return RehearsedError.of(kind, message, here.path(node.head()));
    }

    private String cancelled(Value reason) {
        String words = reason instanceof StringValue(String text) ? text : "(not known yet)";
        return "`" + node.program().id() + "` was cancelled: " + words;
    }

    private Flow failed(Here here, Scope scope, ErrorKind kind, String message) {
        step.note("fails: " + message);
        return rehearsal.failed(node.head(), here, scope, kind, message, PlanCounts.NONE);
    }
}
