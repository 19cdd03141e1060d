package dev.tocsin.alert;

import dev.tocsin.alert.Routing.Fault;
import dev.tocsin.alert.Routing.PassedOver;
import dev.tocsin.alert.Routing.Start;
import dev.tocsin.alert.Routing.Why;
import dev.tocsin.alert.Routing.Window;
import dev.tocsin.check.RoutingNames;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.EvaluationException;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.playbook.Dedupe;
import dev.tocsin.playbook.Expiry;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.SignalStart;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routes one signal. Used once, by one thread. */
final class RoutingTurn {

    /** For each condition and each map of inputs; an alert of a thousand entities fits. */
    private static final long MOST_STEPS = 1_000_000;

    private final SignalFacts facts;
    private final Instant now;
    private final Scope scope = new Scope(RoutingNames.SIZE, null);
    private final Evaluation evaluation;
    private final List<Start> starts = new ArrayList<>();
    private final List<PassedOver> passedOver = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> started = new HashSet<>();

    /** Whether triggers may fire; a policy that may have taken the signal can say that not. */
    private boolean triggersFire = true;

    RoutingTurn(SignalFacts facts, Instant now) {
        this.facts = facts;
        this.now = now;
        this.evaluation = new Evaluation(seedOf(facts), MOST_STEPS);
        scope.set(RoutingNames.EVENT, facts.event());
        scope.set(
                facts.kind() == SignalKind.ALERT ? RoutingNames.ALERT : RoutingNames.INCIDENT,
                facts.signal());
        scope.set(RoutingNames.SIGNAL, facts.signal());
    }

    /** The same signal gives the same `uuid()`. */
    private static long seedOf(SignalFacts facts) {
        String id = facts.signal() instanceof MapValue signal ? signal.text("id") : null;
        return (facts.source() + " " + id).hashCode();
    }

    Routing route(PolicyRouter.Candidates candidates) {
        boolean ended = false;
        for (RoutedPolicy policy : candidates.policies()) {
            if (ended) {
                passOver(policy.id(), null, Why.AFTER);
            } else {
                ended = ends(policy);
            }
        }
        for (RoutedTrigger trigger : candidates.triggers()) {
            fire(trigger);
        }
        return new Routing(starts, passedOver, windows, faults);
    }

    /** Whether no later policy is asked. */
    private boolean ends(RoutedPolicy routed) {
        Policy policy = routed.policy();
        Expiry expires = policy.expires();
        if (!policy.enabled() || expires != null && expires.isOver(now)) {
            passOver(routed.id(), null, policy.enabled() ? Why.EXPIRED : Why.DISABLED);
            return false;
        }
        boolean first = policy.match() == Policy.Match.FIRST;
        Boolean holds = holds(routed.when(), routed.id(), null, policy.source());
        if (holds == null) {
            closeTriggers(policy);
            return first;
        }
        if (!holds) {
            passOver(routed.id(), null, Why.CONDITION);
            return false;
        }
        if (routed.targets().isEmpty()) {
            closeTriggers(policy);
            passOver(routed.id(), null, Why.ENDED);
            return first;
        }
        return takes(routed, first);
    }

    private boolean takes(RoutedPolicy routed, boolean first) {
        Policy policy = routed.policy();
        boolean taken = false;
        boolean keyed = true;
        for (RoutedPolicy.Target target : routed.targets()) {
            String playbook = target.playbook().id().text();
            if (taken && first) {
                passOver(routed.id(), playbook, Why.AFTER);
                continue;
            }
            Boolean holds = holds(target.when(), routed.id(), playbook, policy.source());
            if (holds == null || holds) {
                keyed = taken ? keyed : hasKey(routed);
                taken = true;
                closeTriggers(policy);
            } else {
                passOver(routed.id(), playbook, Why.CONDITION);
            }
            if (holds != null && holds && keyed) {
                start(routed, target);
            } else if (holds != null && holds) {
                // Its own trigger would start it for each repetition.
                started.add(playbook);
            }
        }
        if (!taken) {
            passOver(routed.id(), null, Why.NO_ROUTE);
        }
        return taken && first;
    }

    /** False after a fault. Without a key it is no repetition of anything. */
    private boolean hasKey(RoutedPolicy routed) {
        Dedupe dedupe = routed.policy().dedupe();
        if (routed.key() == null || dedupe == null) {
            return true;
        }
        SourceText source = routed.policy().source();
        try {
            evaluation.restart(now);
            return switch (routed.key().evaluate(scope, evaluation)) {
                case NullValue _ -> true;
                case StringValue key -> opens(routed, key, dedupe);
                case IntValue key -> opens(routed, key, dedupe);
                case BigValue key -> opens(routed, key, dedupe);
                case DoubleValue key -> opens(routed, key, dedupe);
                case SecretValue _ -> unfitKey(routed, dedupe, "is secret");
                case UnknownValue _ -> unfitKey(routed, dedupe, "hangs on what is not known");
                case BoolValue _,
                        BytesValue _,
                        DurationValue _,
                        ListValue _,
                        MapValue _,
                        TimestampValue _ ->
                        unfitKey(routed, dedupe, "is neither a text nor a number");
            };
        } catch (EvaluationException e) {
            fault(routed.id(), null, e, "the key of", source);
            return false;
        }
    }

    private boolean opens(RoutedPolicy routed, Value key, Dedupe dedupe) {
        return windows.add(new Window(routed.id(), Json.write(key), dedupe.within()));
    }

    private boolean unfitKey(RoutedPolicy routed, Dedupe dedupe, String why) {
        SourceText source = routed.policy().source();
        String at = source.name() + ", line " + source.lineAt(dedupe.key().span().start());
        String text = at + ": the key of " + named(routed.id(), null) + " " + why;
        faults.add(new Fault(routed.id(), null, text));
        return false;
    }

    private void start(RoutedPolicy routed, RoutedPolicy.Target target) {
        Playbook playbook = target.playbook();
        String id = playbook.id().text();
        SignalStart as = SignalStart.of(playbook, facts.kind(), facts.source());
        if (as == null) {
            passOver(routed.id(), id, Why.NOT_TAKEN);
            return;
        }
        if (started.contains(id)) {
            passOver(routed.id(), id, Why.TWICE);
            return;
        }
        // One that lacks its inputs is not started by its own trigger either: without them it would
        // do something else than the policy says.
        started.add(id);
        try {
            evaluation.restart(now);
            if (!(target.inputs().evaluate(scope, evaluation) instanceof MapValue inputs)) {
                throw new IllegalStateException("`inputs` is checked to be a map");
            }
            MapValue given = fitting(inputs, routed, target);
            if (given != null) {
                starts.add(new Start(routed.id(), id, as.name(), given));
            }
        } catch (EvaluationException e) {
            fault(routed.id(), id, e, "an input of", routed.policy().source());
        }
    }

    /** Null after a fault. As with actions, null leaves out what does not take it. */
    private @Nullable MapValue fitting(
            MapValue inputs, RoutedPolicy routed, RoutedPolicy.Target target) {
        MapValue.Builder given = MapValue.builder();
        for (Map.Entry<String, Value> input : inputs.entries().entrySet()) {
            ValueCheck check = target.checks().get(input.getKey());
            List<SchemaFault> misfits =
                    check == null
                            ? List.of()
                            : check.check(input.getValue(), "the input `" + input.getKey() + "`");
            if (misfits.isEmpty()) {
                given.put(input.getKey(), input.getValue());
            } else if (input.getValue() != NullValue.NULL) {
                SourceText source = routed.policy().source();
                String playbook = target.playbook().id().text();
                faults.add(
                        new Fault(
                                routed.id(),
                                playbook,
                                source.name()
                                        + ", line "
                                        + source.lineAt(target.route().inputsPlace().start())
                                        + ": "
                                        + named(routed.id(), playbook)
                                        + ": "
                                        + misfits.getFirst().message()));
                return null;
            }
        }
        return given.build();
    }

    private void fire(RoutedTrigger routed) {
        String id = routed.playbookId();
        if (started.contains(id)) {
            passOver(null, id, Why.TWICE);
            return;
        }
        if (!triggersFire) {
            passOver(null, id, Why.POLICY);
            return;
        }
        scope.set(RoutingNames.CONSTANTS, routed.constants());
        Boolean holds = holds(routed.when(), null, id, routed.playbook().source());
        if (holds != null && holds) {
            started.add(id);
            starts.add(new Start(null, id, routed.trigger().name(), MapValue.EMPTY));
        } else if (holds != null) {
            passOver(null, id, Why.CONDITION);
        }
    }

    /** Null where it has no value, which is then a fault. */
    private @Nullable Boolean holds(
            @Nullable Evaluator when,
            @Nullable String policy,
            @Nullable String playbook,
            SourceText source) {
        if (when == null) {
            return true;
        }
        try {
            evaluation.restart(now);
            Value value = when.evaluate(scope, evaluation);
            if (value instanceof BoolValue truth) {
                return truth.value();
            }
            faults.add(
                    new Fault(
                            policy,
                            playbook,
                            named(policy, playbook) + ": its `when` hangs on what is not known"));
        } catch (EvaluationException e) {
            fault(policy, playbook, e, "the `when` of", source);
        }
        return null;
    }

    private void fault(
            @Nullable String policy,
            @Nullable String playbook,
            EvaluationException e,
            String what,
            SourceText source) {
        Span place = e.span();
        String at = place == null ? "" : ", line " + source.lineAt(place.start());
        faults.add(
                new Fault(
                        policy,
                        playbook,
                        source.name()
                                + at
                                + ": "
                                + what
                                + " "
                                + named(policy, playbook)
                                + " has no value: "
                                + e.text()));
    }

    private static String named(@Nullable String policy, @Nullable String playbook) {
        if (policy == null) {
            return "the trigger of `" + playbook + "`";
        }
        return playbook == null
                ? "policy `" + policy + "`"
                : "the route of policy `" + policy + "` to `" + playbook + "`";
    }

    private void closeTriggers(Policy policy) {
        triggersFire &= policy.triggers() == Policy.Triggers.START;
    }

    private void passOver(@Nullable String policy, @Nullable String playbook, Why why) {
        passedOver.add(new PassedOver(policy, playbook, why));
    }
}
