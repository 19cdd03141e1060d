package dev.tocsin.alert;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.SignalStart;
import dev.tocsin.playbook.Trigger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which playbooks an alert or incident starts: policies by their order first, then the
 * playbooks whose own triggers name its source. Everything is compiled once; routing a signal looks
 * only at what is for its kind and source. Safe for use by several threads.
 *
 * <p>The rules, as {@code docs/policies.md} tells them:
 *
 * <ul>
 *   <li>A policy that is disabled, expired or not for the signal is not asked.
 *   <li>{@code match: first}: its first route that holds is taken and no later policy is asked.
 *       {@code match: all}: each route that holds is taken, and the search goes on.
 *   <li>A trigger fires besides, unless a policy that took the signal passes triggers over.
 *   <li>Each playbook is started once, by whatever names it first.
 *   <li>A condition without a value is a fault, never a no: what hangs on it is not started. With
 *       {@code match: first} that is every later policy, and with {@code triggers: passOver} the
 *       triggers as well.
 * </ul>
 */
public final class PolicyRouter {

    /** What is for the signals of one kind and source. */
    record Candidates(List<RoutedPolicy> policies, List<RoutedTrigger> triggers) {

        boolean readsSignal() {
            for (RoutedPolicy policy : policies) {
                if (policy.readsSignal()) {
                    return true;
                }
            }
            for (RoutedTrigger trigger : triggers) {
                if (trigger.readsSignal()) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Origin(SignalKind kind, @Nullable String source) {}

    private final Map<Origin, Candidates> candidates = new HashMap<>();

    private PolicyRouter() {}

    /**
     * @param policies without errors, each place in the order once
     * @param playbooks without errors, each id once; those that policies name are among them
     */
    public static PolicyRouter of(
            Collection<Policy> policies,
            Collection<Playbook> playbooks,
            ConnectorRegistry connectors) {
        Map<String, Playbook> byId = new TreeMap<>();
        playbooks.forEach(playbook -> byId.put(playbook.id().text(), playbook));
        List<RoutedPolicy> routed = new ArrayList<>(policies.size());
        for (Policy policy : policies) {
            routed.add(RoutedPolicy.of(policy, byId, connectors));
        }
        routed.sort(Comparator.comparingInt(each -> each.policy().order()));
        Map<Origin, List<RoutedTrigger>> triggers = new HashMap<>();
        for (Playbook playbook : byId.values()) {
            for (Trigger trigger : playbook.triggers()) {
                for (SignalKind kind : SignalKind.values()) {
                    String source = SignalStart.sourceOf(trigger, kind);
                    if (source != null) {
                        triggers.computeIfAbsent(new Origin(kind, source), _ -> new ArrayList<>())
                                .add(RoutedTrigger.of(playbook, trigger, connectors));
                    }
                }
            }
        }
        PolicyRouter router = new PolicyRouter();
        triggers.keySet().forEach(origin -> router.fill(origin, routed, triggers));
        for (Policy policy : policies) {
            for (Accepted taken : policy.takes()) {
                String source = taken.source() == null ? null : taken.source().text();
                router.fill(new Origin(taken.kind(), source), routed, triggers);
            }
        }
        return router;
    }

    private void fill(
            Origin origin, List<RoutedPolicy> policies, Map<Origin, List<RoutedTrigger>> triggers) {
        candidates.computeIfAbsent(
                origin,
                _ -> {
                    List<RoutedPolicy> own = new ArrayList<>();
                    for (RoutedPolicy policy : policies) {
                        if (policy.isFor(origin.kind(), origin.source())) {
                            own.add(policy);
                        }
                    }
                    return new Candidates(
                            List.copyOf(own),
                            List.copyOf(triggers.getOrDefault(origin, List.of())));
                });
    }

    private Candidates candidates(SignalKind kind, String source) {
        Candidates own = candidates.get(new Origin(kind, source));
        // A source that nothing names has what is for any source.
        own = own == null ? candidates.get(new Origin(kind, null)) : own;
        return own == null ? new Candidates(List.of(), List.of()) : own;
    }

    /**
     * Whether something that is for these signals looks at their common form. Where not, a source
     * that sends only ids need not be asked before routing.
     */
    public boolean readsSignal(SignalKind kind, String source) {
        return candidates(kind, source).readsSignal();
    }

    /**
     * Never fails on what a signal says: what has no value is among the faults.
     *
     * @param now when it arrived; policies expire by it
     */
    public Routing route(SignalFacts facts, Instant now) {
        return new RoutingTurn(facts, now).route(candidates(facts.kind(), facts.source()));
    }
}
