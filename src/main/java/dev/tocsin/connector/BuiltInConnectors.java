package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.MapNode;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The connectors that ship as YAML. Their names stand in a switch, because a list on the class path
 * would be one more file to open at each start; a test compares it with the folder.
 */
final class BuiltInConnectors {

    private static final List<String> NAMES =
            List.of(
                    "azure-resource-manager",
                    "cloud-app-security",
                    "defender-endpoint",
                    "github",
                    "graph",
                    "jira",
                    "keyvault",
                    "log-analytics",
                    "log-ingestion",
                    "sentinel",
                    "servicenow",
                    "slack",
                    "teams",
                    "virustotal");

    private final Map<String, Connector> read = new HashMap<>();

    List<String> names() {
        return NAMES;
    }

    @Nullable Connector find(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        Connector connector = read.get(name);
        if (connector == null) {
            connector = read(name);
            read.put(name, connector);
        }
        return connector;
    }

    private static Connector read(String name) {
        ShippedFile file = ShippedFile.of(text(name));
        Diagnostics diagnostics = new Diagnostics();
        Document head = document(name, file.head(), diagnostics);
        FileContext context =
                new FileContext(
                        Trust.SHIPPED,
                        ShippedSchemas.of(name, file.schemas()),
                        errors(name, head, diagnostics),
                        null);
        Map<String, YamlOperation> operations = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : file.operations().entrySet()) {
            String operation = entry.getKey();
            String text = entry.getValue();
            operations.put(
                    operation,
                    new YamlOperation(
                            () -> operation(name + "." + operation, operation, text, context)));
        }
        Connector connector =
                head == null
                        ? null
                        : ConnectorParser.builtIn(
                                head,
                                new ConnectorParser.Sections(
                                        operations,
                                        signals(name, file.alerts(), context, true),
                                        signals(name, file.incidents(), context, false)),
                                diagnostics);
        if (connector == null || diagnostics.hasErrors()) {
            throw broken(name, diagnostics);
        }
        return connector;
    }

    /** Asked when an operation is first performed, long after the head was found to be right. */
    private static Supplier<List<ErrorRule>> errors(
            String name, @Nullable Document head, Diagnostics diagnostics) {
        if (head == null || !(head.root() instanceof MapNode root)) {
            return List::of;
        }
        Supplier<List<ErrorRule>> rules =
                ErrorRules.shared(reader(root, head, diagnostics), Trust.SHIPPED);
        return () -> {
            List<ErrorRule> read = rules.get();
            if (diagnostics.hasErrors()) {
                throw broken(name, diagnostics);
            }
            return read;
        };
    }

    private static MapReader reader(MapNode node, Document document, Diagnostics diagnostics) {
        return new MapReader(
                node, node.span(), Code.INVALID_CONNECTOR, document.source(), diagnostics);
    }

    private static @Nullable SignalSource signals(
            String name, Map<String, String> keys, FileContext context, boolean ofAlerts) {
        return keys.isEmpty() ? null : ShippedSignals.of(name, keys, context, ofAlerts);
    }

    private static YamlOperation.Description operation(
            String name, String key, String text, FileContext context) {
        Diagnostics diagnostics = new Diagnostics();
        Document document = document(name, text, diagnostics);
        if (document != null
                && document.root() instanceof MapNode root
                && root.get(key) instanceof MapNode node) {
            YamlOperation.Description description =
                    OperationParser.parse(key, reader(node, document, diagnostics), context);
            if (!diagnostics.hasErrors()) {
                return new YamlOperation.Description(
                        description.spec(), () -> whole(name, description, diagnostics));
            }
        }
        throw broken(name, diagnostics);
    }

    private static Exchange whole(
            String name, YamlOperation.Description description, Diagnostics diagnostics) {
        Exchange exchange = description.exchange().get();
        if (diagnostics.hasErrors()) {
            throw broken(name, diagnostics);
        }
        return exchange;
    }

    static @Nullable Document document(String name, String text, Diagnostics diagnostics) {
        return DocumentParser.parse(SourceText.of("builtin:" + name, text), diagnostics);
    }

    static IllegalStateException broken(String name, Diagnostics diagnostics) {
        return new IllegalStateException(
                "`" + name + "`, which ships, is broken: " + faults(diagnostics));
    }

    private static String text(String name) {
        try (InputStream in =
                BuiltInConnectors.class.getResourceAsStream("/connectors/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("connectors/" + name + ".yaml is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> faults(Diagnostics diagnostics) {
        List<String> faults = new ArrayList<>();
        diagnostics
                .sorted()
                .forEach(
                        fault ->
                                faults.add(
                                        fault.source().lineAt(fault.span().start())
                                                + ": "
                                                + fault.message()));
        return faults;
    }
}
