package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Threat intelligence indicators of Sentinel, whose names the service chooses.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/threat-intelligence-indicator">threat
 *     intelligence indicators</a>
 */
final class SentinelIndicators {

    private static final String PATH = "/threatIntelligence/main";
    private static final Set<String> WRITABLE =
            Set.of(
                    "source",
                    "displayName",
                    "description",
                    "confidence",
                    "threatTypes",
                    "threatIntelligenceTags",
                    "pattern",
                    "patternType",
                    "validFrom",
                    "validUntil",
                    "createdByRef",
                    "revoked");
    private static final Set<String> PATTERNS =
            Set.of("domain-name", "url", "ipv4-addr", "ipv6-addr", "file");
    private static final Set<String> CONDITIONS =
            Set.of(
                    "pageSize",
                    "keywords",
                    "sources",
                    "patternTypes",
                    "threatTypes",
                    "minConfidence",
                    "maxConfidence",
                    "minValidUntil",
                    "maxValidUntil",
                    "includeDisabled",
                    "sortBy");

    private final SentinelWorkspace workspace;
    private final Table indicators = new Table("name");

    SentinelIndicators(SentinelWorkspace workspace) {
        this.workspace = workspace;
    }

    void addTo(Routes routes) {
        routes.on("POST", PATH + "/createIndicator", this::create)
                .on("POST", PATH + "/queryIndicators", this::query)
                .on("DELETE", PATH + "/indicators/{id}", this::delete);
    }

    ListValue state() {
        return indicators.map(
                row ->
                        MapValue.builder()
                                .put("id", Company.text(row, "name"))
                                .put("displayName", Company.text(properties(row), "displayName"))
                                .put("pattern", Company.text(properties(row), "pattern"))
                                .build());
    }

    private Answer create(Request request) {
        MapValue body = ArmErrors.body(request);
        if (!"indicator".equals(body.text("kind"))) {
            throw SentinelWorkspace.invalid("'kind' has to be 'indicator'.");
        }
        MapValue given = SentinelWorkspace.properties(body, WRITABLE);
        for (String name :
                List.of("source", "displayName", "pattern", "patternType", "validFrom")) {
            SentinelWorkspace.required(given, name);
        }
        SentinelWorkspace.oneOf(given, "patternType", PATTERNS);
        String pattern = Company.text(given, "pattern");
        if (!pattern.matches("\\[[a-z0-9-]+:[a-z0-9.'A-Z-]+ = '.*'\\]")) {
            throw SentinelWorkspace.invalid("The pattern '" + pattern + "' is no STIX pattern.");
        }
        String name = workspace.company().nextGuid();
        Map<String, Value> properties = new LinkedHashMap<>(given.entries());
        StringValue now = new StringValue(workspace.company().now());
        properties.put("externalId", new StringValue("indicator--" + name));
        properties.put("created", now);
        properties.put("lastUpdatedTimeUtc", now);
        MapValue row =
                Table.with(
                        workspace.resource("threatIntelligence", name, new MapValue(properties)),
                        "kind",
                        new StringValue("indicator"));
        indicators.put(row);
        return Answer.json(201, row);
    }

    private Answer query(Request request) {
        MapValue body = ArmErrors.body(request);
        for (String name : body.entries().keySet()) {
            if (!CONDITIONS.contains(name)) {
                throw SentinelWorkspace.invalid("Could not find member '" + name + "' on object.");
            }
        }
        int size = body.get("pageSize") instanceof IntValue(long number) ? (int) number : 100;
        List<Value> found = new ArrayList<>();
        for (MapValue row : List.copyOf(indicators.rows()).reversed()) {
            if (found.size() < size && fits(properties(row), body)) {
                found.add(row);
            }
        }
        return Answer.json(200, MapValue.of("value", new ListValue(found)));
    }

    private static boolean fits(MapValue properties, MapValue body) {
        String text = Json.write(properties).toLowerCase(Locale.ROOT);
        String until = Company.text(properties, "validUntil");
        long confidence =
                properties.get("confidence") instanceof IntValue(long number) ? number : 0;
        boolean disabled = properties.get("revoked") == BoolValue.TRUE;
        return texts(body, "keywords").stream()
                        .allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)))
                && among(texts(body, "sources"), List.of(Company.text(properties, "source")))
                && among(
                        texts(body, "patternTypes"),
                        List.of(Company.text(properties, "patternType")))
                && among(texts(body, "threatTypes"), texts(properties, "threatTypes"))
                && confidence >= number(body, "minConfidence", 0)
                && confidence <= number(body, "maxConfidence", 100)
                && (until.isEmpty() || until.compareTo(Company.text(body, "minValidUntil")) >= 0)
                && (body.text("maxValidUntil") == null
                        || until.compareTo(Company.text(body, "maxValidUntil")) <= 0)
                && (!disabled || body.get("includeDisabled") == BoolValue.TRUE);
    }

    private Answer delete(Request request) {
        return Answer.empty(indicators.remove(request.id()) ? 200 : 204);
    }

    private static boolean among(List<String> wanted, List<String> given) {
        return wanted.isEmpty() || given.stream().anyMatch(wanted::contains);
    }

    private static long number(MapValue row, String name, long otherwise) {
        return row.get(name) instanceof IntValue(long number) ? number : otherwise;
    }

    private static List<String> texts(MapValue row, String name) {
        List<String> texts = new ArrayList<>();
        if (row.get(name) instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                texts.add(item instanceof StringValue(String text) ? text : Json.write(item));
            }
        }
        return texts;
    }

    private static MapValue properties(MapValue row) {
        return (MapValue) row.entries().get("properties");
    }
}
