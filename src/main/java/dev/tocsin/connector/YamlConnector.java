package dev.tocsin.connector;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connector that a YAML file describes. */
final class YamlConnector implements Connector {

    private final String name;
    private final String summary;
    private final ConnectionNeeds needs;
    private final @Nullable Probe probe;
    private final Map<String, YamlOperation> operations;
    private final @Nullable SignalSource alerts;
    private final @Nullable SignalSource incidents;
    private final SourceText source;
    private final Span nameSpan;

    YamlConnector(
            String name,
            String summary,
            ConnectionNeeds needs,
            @Nullable Probe probe,
            Map<String, YamlOperation> operations,
            @Nullable SignalSource alerts,
            @Nullable SignalSource incidents,
            SourceText source,
            Span nameSpan) {
        this.name = name;
        this.summary = summary;
        this.needs = needs;
        this.probe = probe;
        this.operations = new LinkedHashMap<>(operations);
        this.alerts = alerts;
        this.incidents = incidents;
        this.source = source;
        this.nameSpan = nameSpan;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Collection<Operation> operations() {
        return List.copyOf(operations.values());
    }

    @Override
    public @Nullable Operation operation(String operation) {
        return operations.get(operation);
    }

    @Override
    public ConnectionNeeds needs() {
        return needs;
    }

    @Override
    public @Nullable Probe probe() {
        return probe;
    }

    @Override
    public @Nullable SignalSource alerts() {
        return alerts;
    }

    @Override
    public @Nullable SignalSource incidents() {
        return incidents;
    }

    SourceText source() {
        return source;
    }

    /** Where the file names the connector. */
    Span nameSpan() {
        return nameSpan;
    }
}
