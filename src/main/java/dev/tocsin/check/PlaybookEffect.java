package dev.tocsin.check;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.CallStep;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Step;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The worst that a playbook does to the world, everything that it calls included. */
public final class PlaybookEffect {

    private final CalledPlaybooks playbooks;
    private final ConnectorRegistry connectors;
    private final Set<String> seen = new HashSet<>();

    private PlaybookEffect(CalledPlaybooks playbooks) {
        this.playbooks = playbooks;
        this.connectors = playbooks.connectors();
    }

    /** Of what is not known, nothing is said: it counts as {@link Effect#PURE}. */
    public static Effect of(Playbook playbook, CalledPlaybooks playbooks) {
        return new PlaybookEffect(playbooks).worst(playbook.steps());
    }

    /** Of some steps of a playbook, those inside them and what they call included. */
    public static Effect of(List<Step> steps, CalledPlaybooks playbooks) {
        return new PlaybookEffect(playbooks).worst(steps);
    }

    private Effect worst(List<Step> steps) {
        Effect worst = Effect.PURE;
        for (Step step : InnerSteps.all(steps)) {
            Effect effect = effect(step);
            worst = effect.compareTo(worst) > 0 ? effect : worst;
        }
        return worst;
    }

    /** Without the steps inside it. */
    private Effect effect(Step step) {
        if (step instanceof CallStep call) {
            return effect(call);
        }
        return step instanceof ActionStep action ? of(action, connectors) : Effect.PURE;
    }

    /** Of one action; {@link Effect#PURE} where its operation is not known. */
    static Effect of(ActionStep step, ConnectorRegistry connectors) {
        String action = step.operation().text();
        int dot = action.lastIndexOf('.');
        Connector connector = dot <= 0 ? null : connectors.find(action.substring(0, dot));
        @Nullable Operation operation =
                connector == null ? null : connector.operation(action.substring(dot + 1));
        return operation == null ? Effect.PURE : operation.spec().effect();
    }

    private Effect effect(CallStep call) {
        String id = call.playbook().text();
        CalledPlaybook called = seen.add(id) ? playbooks.one(id) : null;
        return called == null ? Effect.PURE : worst(called.playbook().steps());
    }
}
