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
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.Trigger;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Triggers: whether their source exists, and their conditions over its events. */
final class TriggerCheck {

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
        return schema == null ? Type.ANY : schema.type();
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
                this.source,
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
            LexicalEnvironment names = LexicalEnvironment.empty().with("event", event, 0);
            TypeChecker.checkCondition(when, names, source, diagnostics);
        }
    }

    private void poll(Trigger.Poll poll) {
        ActionCheck actions = new ActionCheck(connectors, source, diagnostics);
        Operation operation = actions.operation(poll.operation());
        LexicalEnvironment nothing = LexicalEnvironment.empty();
        TemplateChecker.check(poll.with(), nothing, source, diagnostics);
        Type result = Type.ANY;
        if (operation != null) {
            result = operation.spec().output().type();
            if (operation.spec().effect().compareTo(Effect.READ) > 0) {
                diagnostics.report(
                        Code.UNKNOWN_SOURCE,
                        source,
                        poll.operation().span(),
                        "a `poll` only looks, but `" + poll.operation() + "` changes something",
                        Note.help("poll a read operation"));
            }
        }
        Type item =
                TypeChecker.checkList(
                        poll.items(), nothing.with("result", result, 0), source, diagnostics);
        TypeChecker.check(poll.key(), nothing.with("item", item, 0), source, diagnostics);
    }
}
