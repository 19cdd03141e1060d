package dev.tocsin.check;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.source.SourceText;

import java.util.ArrayList;
import java.util.List;

/** A source of alerts or incidents that is no connector, or one that has none of them. */
final class UnknownSource {

    private UnknownSource() {}

    /**
     * @param otherwise what to do where none of the sources is meant
     */
    static void check(
            Name name,
            SignalKind kind,
            ConnectorRegistry connectors,
            String otherwise,
            SourceText source,
            Diagnostics diagnostics) {
        Connector connector = connectors.find(name.text());
        if (connector != null && EventTypes.signals(connector, kind) != null) {
            return;
        }
        List<String> sources = new ArrayList<>();
        for (String each : connectors.names()) {
            Connector candidate = connectors.find(each);
            if (candidate != null && EventTypes.signals(candidate, kind) != null) {
                sources.add(each);
            }
        }
        String meant = Suggestion.closest(name.text(), sources);
        diagnostics.report(
                Code.UNKNOWN_SOURCE,
                source,
                name.span(),
                connector == null
                        ? "unknown " + kind.word() + " source `" + name + "`"
                        : "connector `" + name + "` is no source of " + kind.word() + "s",
                Note.fact(kind.word() + "s come from " + ActionCheck.listed(sources)),
                Note.help(
                        meant == null
                                ? "name one of these, " + otherwise
                                : "did you mean `" + meant + "`?"));
    }
}
