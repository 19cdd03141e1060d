package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connectors that ship as YAML. Their names stand in a switch, because a list on the class path
 * would be one more file to open at each start; a test compares it with the folder.
 */
final class BuiltInConnectors {

    private static final List<String> NAMES =
            List.of("cloud-app-security", "defender-endpoint", "graph", "servicenow", "teams");

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
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("builtin:" + name + ".yaml", text(name));
        Document document = DocumentParser.parse(source, diagnostics);
        Connector connector =
                document == null ? null : ConnectorParser.builtIn(document, diagnostics);
        if (connector == null || diagnostics.hasErrors()) {
            throw new IllegalStateException(
                    "the connector that ships as " + source + " is broken: " + faults(diagnostics));
        }
        return connector;
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
