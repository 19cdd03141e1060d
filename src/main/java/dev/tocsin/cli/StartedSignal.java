package dev.tocsin.cli;

import dev.tocsin.alert.SignalFetch;
import dev.tocsin.alert.SignalReader;
import dev.tocsin.alert.UnreadableSignalException;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.host.PlannedFetch;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.source.Span;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/**
 * The alert or incident behind an event: read from the event and, where that tells too little, from
 * its source. Whatever goes wrong is reported before the first step.
 */
final class StartedSignal {

    private final Playbook playbook;
    private final ConnectorRegistry connectors;
    private final Diagnostics diagnostics;
    private final Predicate<SignalFetch> allowed;
    private @Nullable PlannedFetch planned;
    private boolean connected = true;

    /**
     * @param allowed whether a fetch is performed where there are services to perform it
     */
    StartedSignal(
            Playbook playbook,
            ConnectorRegistry connectors,
            Predicate<SignalFetch> allowed,
            Diagnostics diagnostics) {
        this.playbook = playbook;
        this.connectors = connectors;
        this.allowed = allowed;
        this.diagnostics = diagnostics;
    }

    /**
     * @param services where a fetch is performed, or null to leave what it would give unknown
     */
    RunFacts.Signal of(@Nullable Start start, Value event, @Nullable Services services)
            throws InterruptedException {
        SignalKind kind = start == null ? null : start.signal();
        if (start == null || kind == null) {
            return RunFacts.Signal.NONE;
        }
        Name source = start.source();
        Connector connector = source == null ? null : connectors.find(source.text());
        Value signal =
                connector == null ? event : read(kind, connector, start.span(), event, services);
        return switch (kind) {
            case ALERT -> new RunFacts.Signal(signal, NullValue.NULL);
            case INCIDENT -> new RunFacts.Signal(NullValue.NULL, signal);
        };
    }

    /** What is read before the first step; null where nothing is. */
    @Nullable PlannedFetch planned() {
        return planned;
    }

    /** Whether the source of the signal could be asked at all. */
    boolean isConnected() {
        return connected;
    }

    private Value read(
            SignalKind kind,
            Connector connector,
            Span place,
            Value event,
            @Nullable Services services)
            throws InterruptedException {
        SignalReader reader =
                switch (kind) {
                    case ALERT -> SignalReader.ofAlerts(connector);
                    case INCIDENT -> SignalReader.ofIncidents(connector);
                };
        if (reader == null) {
            throw new IllegalStateException(
                    "the checks know that `" + connector.name() + "` has it");
        }
        try {
            SignalFetch fetch = reader.fetch(event);
            Value fetched = fetch == null ? event : fetched(kind, fetch, place, services);
            return fetched == null ? reader.unread() : reader.read(event, fetched);
        } catch (UnreadableSignalException e) {
            diagnostics.report(
                    Code.EVENT_NOT_MAPPED,
                    playbook.source(),
                    place,
                    "the event cannot be read as an "
                            + kind.word()
                            + " of `"
                            + connector.name()
                            + "`: "
                            + e.text(),
                    Note.fact(
                            "this playbook uses it in the form that is the same for every source"));
            return NullValue.NULL;
        }
    }

    private @Nullable Value fetched(
            SignalKind kind, SignalFetch fetch, Span place, @Nullable Services services)
            throws InterruptedException {
        Value result = null;
        boolean performed = services != null && allowed.test(fetch);
        if (performed) {
            connected = services.check(fetch.connector(), playbook, place, diagnostics);
        }
        if (performed && connected) {
            try {
                result = services.read(fetch.connector(), fetch.operation(), fetch.input());
            } catch (ConnectorException e) {
                diagnostics.report(
                        Code.EVENT_NOT_COMPLETED,
                        playbook.source(),
                        place,
                        "the " + kind.word() + " cannot be read: " + e.text(),
                        Note.fact(
                                "its event tells only ids, so `"
                                        + fetch.action()
                                        + "` is performed before the first step"));
            }
        }
        planned =
                new PlannedFetch(
                        kind.word(), fetch.connector(), fetch.operation(), fetch.input(), result);
        return result;
    }
}
