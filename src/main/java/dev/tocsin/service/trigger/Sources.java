package dev.tocsin.service.trigger;

import dev.tocsin.connector.Connector;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.config.ServiceFile.Source;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may send alerts and incidents by one generation, and how what they send is read. Immutable.
 */
final class Sources {

    private record Origin(SignalKind kind, String source) {}

    private final Generation generation;
    private final SignalRouting routing;
    private final Map<Origin, SignalForm> forms = new HashMap<>();
    private final Set<Origin> readSignals = new HashSet<>();

    private Sources(Generation generation, SignalRouting routing) {
        this.generation = generation;
        this.routing = routing;
    }

    /**
     * @param configured those that the operator names; null without a service file: then every
     *     connector of the project that has alerts or incidents is a source
     */
    static Sources of(
            Generation generation,
            @Nullable Map<String, Source> configured,
            SignalRouting routing) {
        Sources sources = new Sources(generation, routing);
        if (configured == null) {
            generation.sources().values().forEach(sources::add);
            return sources;
        }
        configured.forEach(
                (name, source) -> {
                    SignalKind common = source.form();
                    Connector connector = generation.sources().get(name);
                    if (common != null) {
                        sources.add(SignalForm.common(name, common));
                    } else if (connector != null) {
                        sources.add(connector);
                    }
                });
        return sources;
    }

    private void add(Connector connector) {
        for (SignalKind kind : SignalKind.values()) {
            SignalForm form = SignalForm.of(connector, kind);
            if (form != null) {
                add(form);
            }
        }
    }

    private void add(SignalForm form) {
        Origin origin = new Origin(form.kind(), form.source());
        forms.put(origin, form);
        if (routing.readsSignal(generation, form.kind(), form.source())) {
            readSignals.add(origin);
        }
    }

    Generation generation() {
        return generation;
    }

    /** How signals of this kind and source are read, or null where nobody sends such. */
    @Nullable SignalForm find(SignalKind kind, String source) {
        return forms.get(new Origin(kind, source));
    }

    /** Whether something looks at the form that all sources share. */
    boolean readsSignal(SignalForm form) {
        return readSignals.contains(new Origin(form.kind(), form.source()));
    }
}
