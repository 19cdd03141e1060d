package dev.tocsin.alert;

import dev.tocsin.check.CallShape;
import dev.tocsin.check.RoutingNames;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.ExpressionCompiler;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Dedupe;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Parameter;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.schema.ValueCheck;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy with its expressions compiled. Immutable; shared by all who route.
 *
 * @param when null where it holds for all
 * @param key of {@code dedupe}; null where it has none
 */
record RoutedPolicy(
        Policy policy,
        @Nullable Evaluator when,
        @Nullable Evaluator key,
        List<Target> targets,
        boolean readsSignal) {

    /**
     * A route with its expressions compiled.
     *
     * @param checks what each input of the playbook must be like
     */
    record Target(
            Policy.Route route,
            @Nullable Evaluator when,
            Evaluator inputs,
            Map<String, ValueCheck> checks,
            Playbook playbook) {

        static Target of(Policy.Route route, Playbook playbook, Environment names) {
            Map<String, ValueCheck> checks = new HashMap<>();
            for (Parameter input : playbook.inputs()) {
                checks.put(input.name().text(), ValueCheck.of(input.schema()));
            }
            return new Target(
                    route,
                    condition(route.when(), names),
                    TemplateCompiler.compile(route.inputs(), names, CallShape.inputs(playbook)),
                    checks,
                    playbook);
        }
    }

    /**
     * @throws IllegalStateException if the policy names a playbook that is not there: it was to be
     *     checked against these very playbooks
     */
    static RoutedPolicy of(
            Policy policy, Map<String, Playbook> playbooks, ConnectorRegistry connectors) {
        Environment names = RoutingNames.ofPolicy(policy, connectors);
        List<Target> targets = new ArrayList<>(policy.routes().size());
        for (Policy.Route route : policy.routes()) {
            Playbook playbook = playbooks.get(route.playbook().text());
            if (playbook == null) {
                throw new IllegalStateException(
                        "policy `" + policy.id() + "` was not checked: " + route.playbook());
            }
            targets.add(Target.of(route, playbook, names));
        }
        Dedupe dedupe = policy.dedupe();
        return new RoutedPolicy(
                policy,
                condition(policy.when(), names),
                dedupe == null ? null : ExpressionCompiler.compile(dedupe.key(), names),
                List.copyOf(targets),
                RoutingNames.readsSignal(policy));
    }

    static @Nullable Evaluator condition(@Nullable Expression when, Environment names) {
        return when == null ? null : ExpressionCompiler.compileCondition(when, names);
    }

    String id() {
        return policy.id().text();
    }

    /** Whether it is for signals of this kind and source; null for a source that nobody names. */
    boolean isFor(SignalKind kind, @Nullable String source) {
        for (Accepted taken : policy.takes()) {
            Name from = taken.source();
            if (taken.kind() == kind && (from == null || from.text().equals(source))) {
                return true;
            }
        }
        return false;
    }
}
