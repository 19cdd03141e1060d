package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.SourceReader;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code connections.yaml}: the connections with the overrides of one environment. */
final class ConnectionsParser {

    private ConnectionsParser() {}

    static Connections load(
            @Nullable Path file, @Nullable String environment, Diagnostics diagnostics) {
        if (file == null || !Files.exists(file)) {
            return Connections.NONE;
        }
        SourceText source = SourceReader.read(file, file.toString(), diagnostics);
        return source == null ? Connections.NONE : parse(source, environment, diagnostics);
    }

    static Connections parse(
            SourceText source, @Nullable String environment, Diagnostics diagnostics) {
        Document document = DocumentParser.parse(source, diagnostics);
        return document == null ? Connections.NONE : parse(document, environment, diagnostics);
    }

    static Connections parse(
            Document document, @Nullable String environment, Diagnostics diagnostics) {
        if (!(document.root() instanceof MapNode root)) {
            diagnostics.report(
                    Code.INVALID_CONNECTION,
                    document.source(),
                    document.root().span(),
                    "a connections file must be a mapping with `connections`");
            return Connections.NONE;
        }
        MapReader reader =
                new MapReader(
                        root,
                        Span.at(root.span().start()),
                        Code.INVALID_CONNECTION,
                        document.source(),
                        diagnostics);
        Map<String, List<MapNode.Entry>> definitions = new LinkedHashMap<>();
        collect(reader.map("connections"), definitions);
        Settings.Reader settings = new Settings.Reader();
        settings.read(reader, true);
        MapReader environments = reader.map("environments");
        if (environments == null && environment != null) {
            // The connections as they stand are another environment's: nobody may end up there
            // by a name that means nothing.
            reader.report(
                    reader.place(),
                    "no environment is called `" + environment + "`",
                    Note.fact("the file defines no `environments`"));
        }
        List<Map<String, List<MapNode.Entry>>> others =
                overrides(environments, environment, definitions, settings);
        reader.finish();
        Map<String, Connection> connections = parsed(reader, definitions);
        // Every environment is read, so that a mistake in `prod` shows while one works with `test`.
        others.forEach(other -> parsed(reader, other));
        return new Connections(connections, settings.settings());
    }

    private static Map<String, Connection> parsed(
            MapReader reader, Map<String, List<MapNode.Entry>> definitions) {
        ConnectionParser parser = new ConnectionParser(reader, reader.source());
        Map<String, Connection> connections = new LinkedHashMap<>();
        boolean whole = true;
        for (Map.Entry<String, List<MapNode.Entry>> definition : definitions.entrySet()) {
            Connection connection = parser.parse(definition.getValue());
            whole &= connection != null;
            if (connection != null) {
                connections.put(definition.getKey(), connection);
            }
        }
        if (whole) {
            VaultReferences.check(connections, reader.diagnostics());
        }
        return connections;
    }

    private static void collect(
            @Nullable MapReader connections, Map<String, List<MapNode.Entry>> definitions) {
        if (connections == null) {
            return;
        }
        for (MapNode.Entry entry : connections.node().entries()) {
            definitions.computeIfAbsent(entry.key().text(), _ -> new ArrayList<>()).add(entry);
        }
    }

    /** Adds those of the chosen environment; gives what the others would make of the same. */
    private static List<Map<String, List<MapNode.Entry>>> overrides(
            @Nullable MapReader environments,
            @Nullable String chosen,
            Map<String, List<MapNode.Entry>> definitions,
            Settings.Reader settings) {
        List<Map<String, List<MapNode.Entry>>> others = new ArrayList<>();
        if (environments == null) {
            return others;
        }
        Map<String, List<MapNode.Entry>> base = new LinkedHashMap<>();
        definitions.forEach((name, entries) -> base.put(name, List.copyOf(entries)));
        for (MapNode.Entry entry : environments.node().entries()) {
            MapReader environment = environments.map(entry.key().text());
            if (environment == null) {
                continue;
            }
            MapReader connections = environment.map("connections");
            settings.read(environment, entry.key().text().equals(chosen));
            environment.finish();
            if (entry.key().text().equals(chosen)) {
                collect(connections, definitions);
            } else if (connections != null) {
                others.add(merged(connections, base));
            }
        }
        if (chosen != null && environments.node().get(chosen) == null) {
            environments.report(
                    environments.place(),
                    "no environment is called `" + chosen + "`",
                    environmentNote(chosen, environments.node()));
        }
        return others;
    }

    private static Note environmentNote(String chosen, MapNode environments) {
        List<String> known = new ArrayList<>();
        for (MapNode.Entry entry : environments.entries()) {
            known.add(entry.key().text());
        }
        Note suggestion = Suggestion.note(chosen, known);
        return suggestion != null
                ? suggestion
                : Note.fact("the environments are " + names(environments));
    }

    private static Map<String, List<MapNode.Entry>> merged(
            MapReader overrides, Map<String, List<MapNode.Entry>> base) {
        Map<String, List<MapNode.Entry>> merged = new LinkedHashMap<>();
        base.forEach((name, definitions) -> merged.put(name, new ArrayList<>(definitions)));
        collect(overrides, merged);
        return merged;
    }

    private static String names(MapNode map) {
        StringBuilder names = new StringBuilder();
        for (MapNode.Entry entry : map.entries()) {
            names.append(names.isEmpty() ? "`" : ", `").append(entry.key().text()).append('`');
        }
        return names.toString();
    }
}
