package dev.tocsin.check;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.expression.Expression;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Triggers: whether their source exists, and their conditions over its events. */
final class TriggerCheck {

    private final Playbook playbook;
    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;
    private final Typing typing;

    TriggerCheck(Playbook playbook, ConnectorRegistry connectors, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.connectors = connectors;
        this.diagnostics = diagnostics;
        this.typing = new Typing(playbook.source(), diagnostics);
    }

    void check() {
        for (Trigger trigger : playbook.triggers()) {
            switch (trigger) {
                case Trigger.Alert alert -> {
                    source(alert.source());
                    when(alert.when(), typeOf(alert));
                }
                case Trigger.Incident incident -> {
                    source(incident.source());
                    when(incident.when(), Type.ANY);
                }
                case Trigger.Poll poll -> poll(poll);
                case Trigger.Schedule _, Trigger.Webhook _, Trigger.Call _ -> {}
            }
        }
    }

    private Type typeOf(Trigger trigger) {
        Schema schema = EventTypes.schemaOf(trigger, connectors);
        return schema == null ? Type.ANY : TypeReader.read(schema);
    }

    private void source(Name source) {
        Connector connector = connectors.find(source.text());
        if (connector != null && connector.alertEvent() != null) {
            return;
        }
        List<String> sources = new ArrayList<>();
        for (String name : connectors.names()) {
            Connector candidate = connectors.find(name);
            if (candidate != null && candidate.alertEvent() != null) {
                sources.add(name);
            }
        }
        String meant = Suggestion.closest(source.text(), sources);
        diagnostics.report(
                Code.UNKNOWN_SOURCE,
                playbook.source(),
                source.span(),
                connector == null
                        ? "unknown alert source `" + source + "`"
                        : "connector `" + source + "` is no source of alerts",
                Note.fact("alerts come from " + ActionCheck.listed(sources)),
                Note.help(
                        meant == null
                                ? "name one of these, or use a `webhook` trigger"
                                : "did you mean `" + meant + "`?"));
    }

    private void when(@Nullable Expression when, Type event) {
        if (when != null) {
            typing.condition(when, LexicalEnvironment.empty().with("event", event, 0));
        }
    }

    private void poll(Trigger.Poll poll) {
        ActionCheck actions = new ActionCheck(connectors, playbook.source(), diagnostics);
        Operation operation = actions.operation(poll.operation());
        LexicalEnvironment nothing = LexicalEnvironment.empty();
        typing.of(poll.with(), nothing);
        Type result = Type.ANY;
        if (operation != null) {
            result = TypeReader.read(operation.spec().output());
            if (operation.spec().effect().compareTo(Effect.READ) > 0) {
                diagnostics.report(
                        Code.UNKNOWN_SOURCE,
                        playbook.source(),
                        poll.operation().span(),
                        "a `poll` only looks, but `" + poll.operation() + "` changes something",
                        Note.help("poll a read operation"));
            }
        }
        Type item = typing.items(poll.items(), nothing.with("result", result, 0));
        typing.of(poll.key(), nothing.with("item", item, 0));
    }
}
