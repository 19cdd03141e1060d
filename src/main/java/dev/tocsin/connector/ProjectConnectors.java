package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The connectors that a project brings itself, read when first asked for. */
final class ProjectConnectors {

    private final Supplier<List<SourceText>> files;
    private final BuiltInConnectors builtIn;
    private final JavaConnectors java;
    private final Diagnostics diagnostics;
    private @Nullable Map<String, YamlConnector> found;

    /**
     * @param files of connectors, each asked for once
     */
    ProjectConnectors(
            Supplier<List<SourceText>> files,
            BuiltInConnectors builtIn,
            JavaConnectors java,
            Diagnostics diagnostics) {
        this.files = files;
        this.builtIn = builtIn;
        this.java = java;
        this.diagnostics = diagnostics;
    }

    Collection<String> names() {
        return found().keySet();
    }

    @Nullable YamlConnector find(String name) {
        return found().get(name);
    }

    private Map<String, YamlConnector> found() {
        Map<String, YamlConnector> connectors = found;
        if (connectors == null) {
            connectors = new TreeMap<>();
            ConnectorNames names = new ConnectorNames(builtIn, java);
            for (SourceText source : files.get()) {
                Document document = DocumentParser.parse(source, diagnostics);
                YamlConnector connector =
                        document == null ? null : ConnectorParser.project(document, diagnostics);
                if (connector != null
                        && names.claim(
                                connector.name(),
                                connector.nameSpan(),
                                connector.source(),
                                diagnostics)) {
                    connectors.put(connector.name(), connector);
                }
            }
            found = connectors;
        }
        return connectors;
    }
}
