package dev.tocsin.cli;

import dev.tocsin.connector.Connection;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.Probe;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tocsin connectors test}: tries a connection with reads, and with nothing else. */
final class ConnectorTrial {

    /** One read and what came of it; {@code kind} is null where it went well. */
    private record Tried(String operation, @Nullable String kind, String told) {}

    private final Connector connector;
    private final ConnectorRegistry registry;
    private final Console console;

    private ConnectorTrial(Connector connector, ConnectorRegistry registry, Console console) {
        this.connector = connector;
        this.registry = registry;
        this.console = console;
    }

    static void addTo(Options options) {
        options.addOption(Arguments.valued("connection"));
        ServiceOptions.addTo(options);
    }

    /** Ends with 1 if a read fails, with 3 if there is nothing to try it with. */
    static int run(
            Connector connector,
            ConnectorRegistry registry,
            Arguments arguments,
            ReportOptions report,
            Diagnostics diagnostics,
            Console console)
            throws CommandFault, InterruptedException {
        return new ConnectorTrial(connector, registry, console)
                .run(
                        arguments.value("connection"),
                        ServiceOptions.from(arguments),
                        report,
                        diagnostics);
    }

    private int run(
            @Nullable String name,
            ServiceOptions options,
            ReportOptions report,
            Diagnostics diagnostics)
            throws CommandFault, InterruptedException {
        if (connector.needs() == null) {
            throw CommandFault.configuration(
                    "connector `" + connector.name() + "` needs no connection", null);
        }
        List<Operation> reads = new ArrayList<>();
        MapValue input = reads(reads);
        try (Services services =
                Services.open(
                        options,
                        ProjectRoot.above(console.directory()),
                        registry,
                        console,
                        diagnostics)) {
            Connection connection = services.connection(connector, name, diagnostics);
            if (diagnostics.hasErrors()) {
                RunCommand.print(diagnostics, Profile.STANDARD, console);
                return ExitCode.FAULT;
            }
            List<Tried> tried = new ArrayList<>();
            for (Operation read : reads) {
                tried.add(attempt(read, input, name, services));
            }
            report.write(
                    switch (report.format()) {
                        case TEXT -> text(connection, tried);
                        case JSON -> Json.writePretty(json(connection, tried)) + "\n";
                    },
                    console);
            return tried.stream().allMatch(one -> one.kind() == null)
                    ? ExitCode.FINE
                    : ExitCode.FINDINGS;
        }
    }

    /** The read that the connector names for this, or each that needs no input. */
    private MapValue reads(List<Operation> reads) throws CommandFault {
        Probe probe = connector.probe();
        if (probe != null) {
            Operation operation = connector.operation(probe.operation());
            if (operation == null) {
                throw new IllegalStateException("the probe is no operation: " + probe);
            }
            reads.add(operation);
            return probe.input();
        }
        for (Operation operation : connector.operations()) {
            boolean needsNothing =
                    !(operation.spec().input().json().get("required") instanceof ListValue required)
                            || required.size() == 0;
            if (operation.spec().effect() == Effect.READ && needsNothing) {
                reads.add(operation);
            }
        }
        if (reads.isEmpty()) {
            throw CommandFault.configuration(
                    "connector `"
                            + connector.name()
                            + "` has no read that can be tried without an input",
                    registry.isBuiltIn(connector.name())
                            ? "a run of a playbook that uses it shows whether it works"
                            : "its file may name one: `probe: { operation: ..., with: { ... } }`");
        }
        return MapValue.EMPTY;
    }

    private Tried attempt(Operation read, MapValue input, @Nullable String name, Services services)
            throws InterruptedException {
        String operation = read.spec().name();
        try {
            return new Tried(operation, null, summary(services.read(connector, name, read, input)));
        } catch (ConnectorException e) {
            return new Tried(operation, e.kind().word(), e.text());
        }
    }

    /** How much came, and none of what. */
    private static String summary(Value result) {
        if (!(result instanceof MapValue(Map<String, Value> fields))) {
            return "answered";
        }
        List<String> parts = new ArrayList<>();
        fields.forEach(
                (field, value) -> {
                    if (value instanceof ListValue list) {
                        parts.add(field + ": " + list.size());
                    }
                });
        return parts.isEmpty() ? "answered" : "answered, " + String.join(", ", parts);
    }

    private String text(Connection connection, List<Tried> tried) {
        StringBuilder text = new StringBuilder();
        text.append(connector.name()).append(" through connection `");
        text.append(connection.name()).append("`, ").append(connection.auth().kind());
        text.append('\n');
        for (Tried one : tried) {
            text.append(one.kind() == null ? "✓ " : "✗ ").append(one.operation()).append(": ");
            text.append(TerminalText.of(one.told()));
            text.append(one.kind() == null ? "" : " [" + one.kind() + "]").append('\n');
        }
        return text.toString();
    }

    private Value json(Connection connection, List<Tried> tried) {
        List<Value> reads = new ArrayList<>();
        for (Tried one : tried) {
            Map<String, Value> read = new LinkedHashMap<>();
            read.put("operation", new StringValue(one.operation()));
            read.put("succeeded", BoolValue.of(one.kind() == null));
            if (one.kind() != null) {
                read.put("kind", new StringValue(one.kind()));
            }
            read.put("message", new StringValue(one.told()));
            reads.add(new MapValue(read));
        }
        return MapValue.builder()
                .put("connector", connector.name())
                .put("connection", connection.name())
                .put("reads", new ListValue(reads))
                .build();
    }
}
