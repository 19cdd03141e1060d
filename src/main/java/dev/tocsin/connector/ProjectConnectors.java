package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The connectors of the project's {@code connectors} folder, read when first asked for. */
final class ProjectConnectors {

    private final @Nullable Path root;
    private final @Nullable Path here;
    private final BuiltInConnectors builtIn;
    private final JavaConnectors java;
    private final Diagnostics diagnostics;
    private @Nullable Map<String, YamlConnector> found;

    ProjectConnectors(
            @Nullable Path root,
            @Nullable Path here,
            BuiltInConnectors builtIn,
            JavaConnectors java,
            Diagnostics diagnostics) {
        this.root = root;
        this.here = here;
        this.builtIn = builtIn;
        this.java = java;
        this.diagnostics = diagnostics;
    }

    Collection<String> names() {
        return found().keySet();
    }

    @Nullable Connector find(String name) {
        return found().get(name);
    }

    private Map<String, YamlConnector> found() {
        Map<String, YamlConnector> connectors = found;
        if (connectors == null) {
            connectors = new TreeMap<>();
            ConnectorNames names = new ConnectorNames(builtIn, java);
            for (Path file : files()) {
                SourceText source = SourceReader.read(file, nameOf(file), diagnostics);
                Document document =
                        source == null ? null : DocumentParser.parse(source, diagnostics);
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

    private String nameOf(Path file) {
        return here != null && file.startsWith(here)
                ? here.relativize(file).toString()
                : file.toString();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (root == null || !Files.isDirectory(root.resolve("connectors"))) {
            return files;
        }
        try (DirectoryStream<Path> folder =
                Files.newDirectoryStream(root.resolve("connectors"), "*.{yaml,yml}")) {
            folder.forEach(files::add);
        } catch (IOException | DirectoryIteratorException _) {
            diagnostics.report(
                    Code.FILE_UNREADABLE,
                    SourceText.of("connectors", ""),
                    Span.at(0),
                    "the folder `connectors` cannot be read",
                    Note.help("check its permissions: the project's own connectors are in it"));
        }
        files.sort(null);
        return files;
    }
}
