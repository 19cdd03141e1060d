package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Expression;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Policy;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;

/**
 * The names that the conditions see which decide what a signal starts, and the slots of a scope in
 * which they find their values.
 */
public final class RoutingNames {

    /** Slots of one scope: {@code event}, {@code const}, and the signal in its common form. */
    public static final int EVENT = 0;

    public static final int CONSTANTS = 1;
    public static final int ALERT = 2;
    public static final int INCIDENT = 3;
    public static final int SIGNAL = 4;

    /** How many slots the scope has. */
    public static final int SIZE = 5;

    private static final FactSlots SLOTS =
            new FactSlots(EVENT, -1, CONSTANTS, -1, -1, ALERT, INCIDENT, SIGNAL);

    private RoutingNames() {}

    /** What a policy sees: one of the signals that it is for. */
    public static Environment ofPolicy(Policy policy, ConnectorRegistry connectors) {
        return of(policy, connectors);
    }

    static LexicalEnvironment of(Policy policy, ConnectorRegistry connectors) {
        TypesByTrigger events = new TypesByTrigger();
        for (Accepted taken : policy.takes()) {
            Schema schema = EventTypes.schemaOf(taken, connectors);
            events.add(SignalNames.startOf(taken), schema == null ? Type.ANY : schema.type());
        }
        LexicalEnvironment names = LexicalEnvironment.beforeRun().with("event", events, EVENT);
        return SignalNames.of(policy.takes(), readsSignal(policy)).in(names, SLOTS);
    }

    /** What the {@code when} of a trigger for alerts or incidents sees. */
    public static Environment ofTrigger(
            Trigger trigger, Playbook playbook, ConnectorRegistry connectors) {
        return of(trigger, playbook, connectors);
    }

    static LexicalEnvironment of(Trigger trigger, Playbook playbook, ConnectorRegistry connectors) {
        SignalKind kind = SignalNames.kindOf(trigger);
        if (kind == null) {
            throw new IllegalStateException("a trigger that no signal fires has no `when`");
        }
        Schema schema = EventTypes.schemaOf(trigger, connectors);
        LexicalEnvironment names =
                LexicalEnvironment.beforeRun()
                        .with("event", schema == null ? Type.ANY : schema.type(), EVENT)
                        .with("const", HeadTypes.constants(playbook), CONSTANTS);
        return SignalNames.ofTrigger(kind, trigger.when(), names, SLOTS);
    }

    /** Whether it names the signal in its common form, which then must have been read. */
    public static boolean readsSignal(Trigger trigger) {
        Expression when = trigger.when();
        return when != null && SignalNames.isNamed(when.tree());
    }

    /**
     * The same of a policy: its condition, its key, and the conditions and inputs of its routes.
     */
    public static boolean readsSignal(Policy policy) {
        return SignalNames.isNamed(StepExpressions.of(policy));
    }
}
