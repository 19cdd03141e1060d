package dev.tocsin.cli;

import dev.tocsin.check.EventTypes;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** One thing that may start a playbook by hand. */
sealed interface Start {

    /** What {@code --trigger} and {@code run.trigger} call it. */
    String name();

    /** Where the playbook says so. */
    Span span();

    /** A trigger. */
    record OfTrigger(Trigger trigger) implements Start {

        @Override
        public String name() {
            return trigger.name();
        }

        @Override
        public Span span() {
            return trigger.span();
        }
    }

    /** A signal that the playbook accepts. */
    record OfAccepted(Accepted accepted) implements Start {

        @Override
        public String name() {
            return accepted.kind().word();
        }

        @Override
        public Span span() {
            return accepted.span();
        }
    }

    /** In the order of the file; empty where only people start the playbook. */
    static List<Start> of(Playbook playbook) {
        List<Start> starts = new ArrayList<>();
        for (Trigger trigger : playbook.triggers()) {
            starts.add(new OfTrigger(trigger));
        }
        for (Accepted accepted : playbook.accepts()) {
            starts.add(new OfAccepted(accepted));
        }
        return starts;
    }

    /** Whether it starts a run without anything that came from outside. */
    default boolean bringsNoEvent() {
        return this instanceof OfTrigger(Trigger trigger)
                && switch (trigger) {
                    case Trigger.Schedule _, Trigger.Call _ -> true;
                    case Trigger.Alert _, Trigger.Incident _, Trigger.Webhook _, Trigger.Poll _ ->
                            false;
                };
    }

    /** The kind of signal that it brings, or null. */
    default @Nullable SignalKind signal() {
        return switch (this) {
            case OfAccepted(Accepted accepted) -> accepted.kind();
            case OfTrigger(Trigger trigger) ->
                    switch (trigger) {
                        case Trigger.Alert _ -> SignalKind.ALERT;
                        case Trigger.Incident _ -> SignalKind.INCIDENT;
                        case Trigger.Schedule _,
                                Trigger.Webhook _,
                                Trigger.Poll _,
                                Trigger.Call _ ->
                                null;
                    };
        };
    }

    /** The source of that signal; null where there is none, or any will do. */
    default @Nullable Name source() {
        return switch (this) {
            case OfAccepted(Accepted accepted) -> accepted.source();
            case OfTrigger(Trigger.Alert alert) -> alert.source();
            case OfTrigger(Trigger.Incident incident) -> incident.source();
            case OfTrigger _ -> null;
        };
    }

    /** What its event must fit, or null where anything goes. */
    default @Nullable Schema schema(ConnectorRegistry connectors) {
        return switch (this) {
            case OfTrigger(Trigger trigger) -> EventTypes.schemaOf(trigger, connectors);
            case OfAccepted(Accepted accepted) ->
                    accepted.source() != null
                            ? EventTypes.schemaOf(accepted, connectors)
                            : switch (accepted.kind()) {
                                // Of any source: only what was read already can be taken.
                                case ALERT -> SignalSchemas.alert();
                                case INCIDENT -> SignalSchemas.incident();
                            };
        };
    }
}
