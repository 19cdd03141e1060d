package dev.tocsin.alert;

import dev.tocsin.check.RoutingNames;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.playbook.Constant;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * A trigger for alerts or incidents with its condition compiled. Immutable.
 *
 * @param when null where every signal fires it
 * @param constants of its playbook
 */
record RoutedTrigger(
        Playbook playbook,
        Trigger trigger,
        @Nullable Evaluator when,
        MapValue constants,
        boolean readsSignal) {

    static RoutedTrigger of(Playbook playbook, Trigger trigger, ConnectorRegistry connectors) {
        MapValue.Builder constants = MapValue.builder();
        for (Constant constant : playbook.constants()) {
            constants.put(constant.name().text(), constant.value());
        }
        return new RoutedTrigger(
                playbook,
                trigger,
                RoutedPolicy.condition(
                        trigger.when(), RoutingNames.ofTrigger(trigger, playbook, connectors)),
                constants.build(),
                RoutingNames.readsSignal(trigger));
    }

    String playbookId() {
        return playbook.id().text();
    }
}
