package dev.tocsin.alert;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.SignalSchemas;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables of {@code docs/alerts.md} are made from the schemas and the mappings that ship. */
final class AlertsPageTest {

    private static final Path PAGE = Path.of("docs/alerts.md");
    private static final String HEADING = "\n## Fields\n";

    @Test
    void theTablesSayWhatEachSourceGives() throws IOException {
        String page = Files.readString(PAGE);
        int heading = page.indexOf(HEADING);
        assertTrue(heading > 0);
        StringBuilder made = new StringBuilder(page.substring(0, heading + HEADING.length()));
        made.append("\nA mark shows what a source gives; the rest is null, empty or `unknown`.\n");
        fields("alert", "alerts", SignalSchemas.alert().json(), made);
        fields("incident", "incidents", SignalSchemas.incident().json(), made);
        evidence(made);
        Golden.check(PAGE, made.toString());
    }

    private static void fields(String kind, String section, MapValue schema, StringBuilder made)
            throws IOException {
        Map<String, MapNode> sources = sources(section);
        Map<String, MapNode> ofAlerts = sources("alerts");
        made.append("\n### `").append(kind).append("`\n\n| field | what it is |");
        sources.keySet().forEach(name -> made.append(' ').append(name).append(" |"));
        made.append("\n|---|---|").append("---|".repeat(sources.size())).append('\n');
        for (Map.Entry<String, Value> field : properties(schema).entrySet()) {
            String name = field.getKey();
            made.append("| `").append(name).append("` | ").append(described(field.getValue()));
            made.append(" |");
            boolean byItself = sources.values().stream().noneMatch(map -> has(map, name));
            for (Map.Entry<String, MapNode> source : sources.entrySet()) {
                boolean given =
                        byItself
                                || has(source.getValue(), name)
                                // Those of an incident are of all its alerts.
                                || isListOfOneKind(name)
                                        && has(ofAlerts.get(source.getKey()), name);
                made.append(given ? " ✓ |" : " |");
            }
            made.append('\n');
        }
    }

    private static void evidence(StringBuilder made) throws IOException {
        Map<String, MapNode> sources = sources("alerts");
        made.append(
                "\n### Evidence\n\n`kind` says which fields an entry of `alert.evidence` has; ");
        made.append("the typed lists hold the same entries.\n\n| kind | fields |");
        sources.keySet().forEach(name -> made.append(' ').append(name).append(" |"));
        made.append("\n|---|---|").append("---|".repeat(sources.size())).append('\n');
        MapValue definitions = (MapValue) SignalSchemas.alert().json().get("$defs");
        assertNotNull(definitions);
        for (Map.Entry<String, Value> kind : definitions.entries().entrySet()) {
            MapValue schema = (MapValue) kind.getValue();
            if (!(schema.get("properties") instanceof MapValue(Map<String, Value> fields))
                    || !fields.containsKey("verdict")) {
                continue;
            }
            made.append("| `").append(kind.getKey()).append("` |");
            fields.keySet().stream()
                    .filter(name -> !name.equals("kind"))
                    .forEach(name -> made.append(" `").append(name).append('`'));
            made.append(" |");
            for (MapNode map : sources.values()) {
                made.append(gives(map, kind.getKey()) ? " ✓ |" : " |");
            }
            made.append('\n');
        }
    }

    private static boolean has(MapNode map, String name) {
        return switch (name) {
            case "devices" -> gives(map, "device");
            case "users" -> gives(map, "user");
            case "ips" -> gives(map, "ip");
            case "urls" -> gives(map, "url");
            case "files" -> gives(map, "file");
            case "processes" -> gives(map, "process");
            case "mailboxes" -> gives(map, "mailbox");
            case "messages" -> gives(map, "message");
            default -> map.entry(name) != null;
        };
    }

    private static boolean isListOfOneKind(String name) {
        return switch (name) {
            case "devices", "users", "ips", "urls", "files", "processes", "mailboxes" -> true;
            case "messages" -> true;
            default -> false;
        };
    }

    private static boolean gives(MapNode map, String kind) {
        return map.get("evidence") instanceof ScalarNode evidence
                && evidence.text().contains("\"kind\": \"" + kind + "\"");
    }

    private static Map<String, Value> properties(MapValue schema) {
        return ((MapValue) java.util.Objects.requireNonNull(schema.get("properties"))).entries();
    }

    private static String described(Value schema) {
        String text = ((MapValue) schema).text("description");
        assertNotNull(text);
        return text;
    }

    /** The mapping of each connector that has one, by name. */
    private static Map<String, MapNode> sources(String section) throws IOException {
        Map<String, MapNode> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/connectors"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".yaml", "");
                Document document =
                        DocumentParser.parse(
                                SourceText.of(name, Files.readString(file)), new Diagnostics());
                if (document != null
                        && document.root() instanceof MapNode root
                        && root.get(section) instanceof MapNode signals
                        && signals.get("map") instanceof MapNode map) {
                    sources.put(name, map);
                }
            }
        }
        return sources;
    }
}
