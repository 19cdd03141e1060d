package dev.tocsin.check;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Effect;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.Accepted;
import dev.tocsin.playbook.ActionStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.playbook.StepHead;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Fit;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.source.SourceText;

/** Triggers: whether their source exists, and their conditions over its events. */
final class TriggerCheck {

    private static final Type KEY = TypeUnion.of(Type.STRING, Type.NUMBER);

    private final Playbook playbook;
    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;
    private final SourceText source;

    TriggerCheck(Playbook playbook, ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.connectors = connectors;
        this.diagnostics = diagnostics;
        this.source = playbook.source();
    }

    void check() {
        for (Trigger trigger : playbook.triggers()) {
            switch (trigger) {
                case Trigger.Alert alert -> {
                    source(alert.source(), SignalKind.ALERT);
                    when(alert);
                }
                case Trigger.Incident incident -> {
                    source(incident.source(), SignalKind.INCIDENT);
                    when(incident);
                }
                case Trigger.Poll poll -> poll(poll);
                case Trigger.Schedule _, Trigger.Webhook _, Trigger.Call _ -> {}
            }
        }
        for (Accepted accepted : playbook.accepts()) {
            if (accepted.source() != null) {
                source(accepted.source(), accepted.kind());
            }
        }
    }

    private void source(Name name, SignalKind kind) {
        UnknownSource.check(
                name, kind, connectors, "or use a `webhook` trigger", source, diagnostics);
    }

    private void when(Trigger trigger) {
        Expression when = trigger.when();
        if (when != null) {
            LexicalEnvironment names = RoutingNames.of(trigger, playbook, connectors);
            TypeChecker.checkCondition(when, names, source, diagnostics);
        }
    }

    private void poll(Trigger.Poll poll) {
        ActionStep call =
                new ActionStep(
                        new StepHead(null, null, null, null, null, null, null, poll.operation()),
                        poll.operation(),
                        poll.with(),
                        null,
                        null,
                        null,
                        poll.operation().span(),
                        poll.span());
        ActionCheck actions = new ActionCheck(connectors, source, diagnostics);
        Resolution.BoundAction bound = actions.bind(call);
        LexicalEnvironment nothing = LexicalEnvironment.empty();
        Type result = actions.check(call, bound, nothing);
        if (bound != null && bound.operation().spec().effect().compareTo(Effect.READ) > 0) {
            diagnostics.report(
                    Code.UNKNOWN_SOURCE,
                    source,
                    poll.operation().span(),
                    "a `poll` only looks, but `" + poll.operation() + "` changes something",
                    Note.help("poll a read operation"));
        }
        Type item =
                TypeChecker.checkList(
                        poll.items(), nothing.with("result", result, 0), source, diagnostics);
        Type key =
                TypeChecker.check(poll.key(), nothing.with("item", item, 0), source, diagnostics);
        if (Fit.between(KEY, key) == Fit.NO) {
            diagnostics.report(
                    Code.TYPE_MISMATCH,
                    source,
                    poll.key().span(),
                    "the key of an item is a string or a number, but this is " + TypeNames.of(key),
                    Note.help("name a field that is the same each time the item is found"));
        }
    }
}
