package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@code connector:} file. Files that ship are trusted and read operation by operation when
 * asked; a project's file is read as a whole, so that each mistake is shown.
 */
public final class ConnectorParser {

    private ConnectorParser() {}

    /**
     * Reports every mistake of a project's connector file; what {@code validate} calls for one.
     *
     * @return whether it has none
     */
    public static boolean check(Document document, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        project(document, diagnostics);
        return diagnostics.errorCount() == before;
    }

    /** What could be read, or null where it has not even a name. */
    static @Nullable YamlConnector project(Document document, Diagnostics diagnostics) {
        return parse(document, null, diagnostics);
    }

    /**
     * The large sections of a file.
     *
     * @param alerts null where it raises none
     * @param incidents null where it has none
     */
    record Sections(
            Map<String, YamlOperation> operations,
            @Nullable SignalSource alerts,
            @Nullable SignalSource incidents) {}

    /**
     * @param head of the file, without its signals and operations
     */
    static @Nullable YamlConnector builtIn(
            Document head, Sections shipped, Diagnostics diagnostics) {
        return parse(head, shipped, diagnostics);
    }

    private static @Nullable YamlConnector parse(
            Document document, @Nullable Sections shipped, Diagnostics diagnostics) {
        Trust trust = shipped == null ? Trust.PROJECT : Trust.SHIPPED;
        if (!(document.root() instanceof MapNode root)) {
            diagnostics.report(
                    Code.INVALID_CONNECTOR,
                    document.source(),
                    document.root().span(),
                    "a connector file must be a mapping with `connector` and `operations`");
            return null;
        }
        MapReader reader =
                new MapReader(
                        root,
                        Span.at(root.span().start()),
                        Code.INVALID_CONNECTOR,
                        document.source(),
                        diagnostics);
        ScalarNode name = reader.requiredScalar("connector");
        ScalarNode summary = reader.requiredScalar("summary");
        List<String> auth = auth(reader);
        ConnectionNeeds needs = needs(reader, auth, trust);
        MapReader probeReader = reader.map("probe");
        reader.node("errors");
        Sections rest = shipped == null ? rest(reader) : shipped;
        Probe probe = ProbeParser.parse(probeReader, shipped == null ? rest.operations() : null);
        reader.finish();
        if (name == null || !isName(name, reader)) {
            return null;
        }
        return new YamlConnector(
                name.text(),
                summary == null ? "" : summary.text(),
                needs,
                probe,
                rest.operations(),
                rest.alerts(),
                rest.incidents(),
                document.source(),
                name.span());
    }

    /** The sections of a project's file that are read at once, so that each mistake is shown. */
    private static Sections rest(MapReader reader) {
        SharedSchemas schemas = SharedSchemas.of(reader.map("schemas"), reader);
        MapReader operations = reader.map("operations");
        FileContext context =
                new FileContext(
                        Trust.PROJECT,
                        schemas,
                        ErrorRules.shared(reader, Trust.PROJECT),
                        operations);
        MapReader alerts = reader.map("alerts");
        MapReader incidents = reader.map("incidents");
        return new Sections(
                operations(reader, context),
                alerts == null ? null : SignalParser.project(alerts, context, true),
                incidents == null ? null : SignalParser.project(incidents, context, false));
    }

    private static boolean isName(ScalarNode node, MapReader reader) {
        String name = node.text();
        boolean valid = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
        for (int i = 0; i < name.length() && valid; i++) {
            char c = name.charAt(i);
            valid = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
        }
        if (!valid) {
            reader.report(
                    node.span(),
                    "`" + name + "` cannot be the name of a connector",
                    Note.help("use lower-case letters, digits and `-`, as in `service-desk`"));
        }
        return valid;
    }

    private static List<String> auth(MapReader reader) {
        List<String> kinds = new ArrayList<>();
        for (ScalarNode node : reader.scalars("auth")) {
            if (AuthParser.KINDS.contains(node.text())) {
                kinds.add(node.text());
            } else {
                reader.report(
                        node.span(),
                        "unknown kind of authentication `" + node.text() + "`",
                        Note.fact("there are " + String.join(", ", AuthParser.KINDS)));
            }
        }
        return kinds.isEmpty() ? List.of("none") : kinds;
    }

    private static ConnectionNeeds needs(MapReader reader, List<String> auth, Trust trust) {
        MapReader connection = reader.map("connection");
        String header = null;
        String prefix = "";
        String url = null;
        String scope = null;
        String example = ConnectionExample.of(auth);
        if (connection != null) {
            MapReader apiKey = connection.map("apiKey");
            if (apiKey != null) {
                header = keyHeader(apiKey);
                prefix = apiKey.text("prefix", "");
                apiKey.finish();
            }
            ScalarNode urlNode = connection.scalar("url");
            ScalarNode scopeNode = connection.scalar("scope");
            url = address(urlNode, "url", connection, trust);
            scope = address(scopeNode, "scope", connection, trust);
            ScalarNode exampleNode = connection.scalar("example");
            example =
                    exampleNode == null
                            ? example
                            : address(exampleNode, "example", connection, trust);
            connection.finish();
        }
        return new ConnectionNeeds(
                auth, url, scope, header, prefix, LimitsParser.parse(reader), example);
    }

    private static @Nullable String keyHeader(MapReader apiKey) {
        ScalarNode header = apiKey.scalar("header");
        if (header == null || HeaderNames.canHoldKey(header.text())) {
            return header == null ? null : header.text();
        }
        apiKey.report(header.span(), "`" + header.text() + "` is no header for an API key");
        return null;
    }

    // A file that comes with a project must not be able to send the operator's credentials away.
    private static @Nullable String address(
            @Nullable ScalarNode node, String key, MapReader reader, Trust trust) {
        if (node != null && trust == Trust.PROJECT) {
            reader.report(
                    node.span(),
                    "a connector of a project names no `" + key + "`",
                    Note.help("write it into the connection, in `connections.yaml`"));
            return null;
        }
        return node == null ? null : node.text();
    }

    private static Map<String, YamlOperation> operations(MapReader reader, FileContext context) {
        Map<String, YamlOperation> operations = new LinkedHashMap<>();
        MapReader map = context.operations();
        if (map == null) {
            if (reader.node().get("operations") == null) {
                reader.missing("operations");
            }
            return operations;
        }
        for (MapNode.Entry entry : map.node().entries()) {
            String name = entry.key().text();
            if (!(entry.value() instanceof MapNode node)) {
                map.report(entry.value().span(), "operation `" + name + "` must be a mapping");
                continue;
            }
            YamlOperation.Description description =
                    OperationParser.parse(name, map.below(node, entry.key().span()), context);
            operations.put(name, new YamlOperation(() -> description));
        }
        return operations;
    }
}
