package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Incidents of Sentinel. A PUT replaces one as a whole, and only with the etag it has.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/incidents">incidents</a>
 */
final class SentinelIncidents {

    private static final Set<String> SEVERITIES = Set.of("High", "Medium", "Low", "Informational");
    private static final Set<String> STATUSES = Set.of("New", "Active", "Closed");
    private static final Set<String> CLASSIFICATIONS =
            Set.of("Undetermined", "TruePositive", "BenignPositive", "FalsePositive");
    private static final Set<String> REASONS =
            Set.of(
                    "SuspiciousActivity",
                    "SuspiciousButExpected",
                    "IncorrectAlertLogic",
                    "InaccurateData");
    private static final Set<String> WRITABLE =
            Set.of(
                    "title",
                    "description",
                    "severity",
                    "status",
                    "classification",
                    "classificationReason",
                    "classificationComment",
                    "owner",
                    "labels",
                    "firstActivityTimeUtc",
                    "lastActivityTimeUtc");

    private final SentinelWorkspace workspace;
    private final Company company;
    private final Table incidents = new Table("name");
    private long lastNumber;

    SentinelIncidents(SentinelWorkspace workspace, ListValue start) {
        this.workspace = workspace;
        this.company = workspace.company();
        for (Value item : start.items()) {
            MapValue row = (MapValue) item;
            MapValue properties = (MapValue) row.entries().get("properties");
            incidents.put(
                    workspace.resource(
                            "Incidents",
                            Company.text(row, "name"),
                            whole(properties, properties.entries())));
        }
    }

    void addTo(Routes routes) {
        routes.on("GET", "/incidents", r -> workspace.page(r, incidents.rows()))
                .on("GET", "/incidents/{id}", r -> Answer.json(200, incident(r.id())))
                .on("PUT", "/incidents/{id}", this::put)
                .on("DELETE", "/incidents/{id}", this::delete);
    }

    /**
     * @throws RefusedException where there is none of this name
     */
    MapValue incident(String name) {
        MapValue incident = incidents.get(name);
        if (incident == null) {
            throw SentinelWorkspace.notFound("Incident", name);
        }
        return incident;
    }

    Table rows() {
        return incidents;
    }

    private Answer put(Request request) {
        MapValue body = ArmErrors.body(request);
        MapValue properties = SentinelWorkspace.properties(body, WRITABLE);
        for (String name : List.of("title", "severity", "status")) {
            SentinelWorkspace.required(properties, name);
        }
        SentinelWorkspace.oneOf(properties, "severity", SEVERITIES);
        SentinelWorkspace.oneOf(properties, "status", STATUSES);
        SentinelWorkspace.oneOf(properties, "classification", CLASSIFICATIONS);
        SentinelWorkspace.oneOf(properties, "classificationReason", REASONS);
        MapValue old = incidents.get(request.id());
        if (old != null) {
            SentinelWorkspace.checkEtag(old, body);
        }
        MapValue before = old == null ? MapValue.EMPTY : (MapValue) old.entries().get("properties");
        Map<String, Value> kept = new LinkedHashMap<>(before.entries());
        kept.keySet().removeAll(WRITABLE);
        kept.put("lastModifiedTimeUtc", new StringValue(company.now()));
        Map<String, Value> written = new LinkedHashMap<>(properties.entries());
        written.put("owner", owner(properties));
        written.put("labels", labels(properties, before));
        MapValue incident =
                workspace.resource("Incidents", request.id(), whole(new MapValue(written), kept));
        incidents.put(incident);
        return Answer.json(old == null ? 201 : 200, incident);
    }

    private Answer delete(Request request) {
        return Answer.empty(incidents.remove(request.id()) ? 200 : 204);
    }

    /** With everything that the service fills in by itself. */
    private MapValue whole(MapValue written, Map<String, Value> kept) {
        Map<String, Value> whole = new LinkedHashMap<>(written.entries());
        whole.putAll(kept);
        if (!whole.containsKey("incidentNumber")) {
            whole.put("incidentNumber", IntValue.of(++lastNumber));
        } else if (whole.get("incidentNumber") instanceof IntValue(long number)) {
            lastNumber = Math.max(lastNumber, number);
        }
        String number = dev.tocsin.value.Json.write(whole.get("incidentNumber"));
        whole.putIfAbsent("createdTimeUtc", new StringValue(company.now()));
        whole.putIfAbsent("lastModifiedTimeUtc", new StringValue(company.now()));
        whole.putIfAbsent("providerName", new StringValue("Azure Sentinel"));
        whole.putIfAbsent("providerIncidentId", new StringValue(number));
        whole.putIfAbsent("relatedAnalyticRuleIds", ListValue.EMPTY);
        whole.putIfAbsent("labels", ListValue.EMPTY);
        whole.putIfAbsent("owner", nobody());
        whole.putIfAbsent(
                "incidentUrl",
                new StringValue("https://portal.azure.com/#asset/contoso-soc/incidents/" + number));
        whole.putIfAbsent(
                "additionalData",
                MapValue.builder()
                        .put("alertsCount", 0)
                        .put("bookmarksCount", 0)
                        .put("commentsCount", 0)
                        .put("alertProductNames", ListValue.EMPTY)
                        .put("tactics", ListValue.EMPTY)
                        .build());
        return new MapValue(whole);
    }

    /** Whom the directory knows by object id or by user principal name. */
    private MapValue owner(MapValue properties) {
        if (!(properties.get("owner") instanceof MapValue owner)) {
            return nobody();
        }
        String id = owner.text("objectId");
        String upn = owner.text("userPrincipalName");
        if (id == null && upn == null) {
            return nobody();
        }
        MapValue user =
                id != null
                        ? company.users().get(id)
                        : company.users().find("userPrincipalName", String.valueOf(upn));
        if (user == null) {
            throw SentinelWorkspace.invalid("The owner of the incident was not found.");
        }
        return MapValue.builder()
                .put("objectId", Company.text(user, "id"))
                .put("email", Company.text(user, "mail"))
                .put("assignedTo", Company.text(user, "displayName"))
                .put("userPrincipalName", Company.text(user, "userPrincipalName"))
                .build();
    }

    private static MapValue nobody() {
        return MapValue.builder()
                .put("objectId", NullValue.NULL)
                .put("email", NullValue.NULL)
                .put("assignedTo", NullValue.NULL)
                .put("userPrincipalName", NullValue.NULL)
                .build();
    }

    /** A label stays what it was; a new one is the caller's. */
    private static ListValue labels(MapValue properties, MapValue before) {
        List<Value> labels = new ArrayList<>();
        List<Value> old =
                before.get("labels") instanceof ListValue(List<Value> known) ? known : List.of();
        if (properties.get("labels") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (!(item instanceof MapValue label)) {
                    throw SentinelWorkspace.invalid("Each of 'labels' is an object.");
                }
                String name = SentinelWorkspace.required(label, "labelName");
                MapValue known = null;
                for (Value each : old) {
                    if (name.equals(((MapValue) each).text("labelName"))) {
                        known = (MapValue) each;
                    }
                }
                labels.add(
                        known != null
                                ? known
                                : MapValue.builder()
                                        .put("labelName", name)
                                        .put("labelType", "User")
                                        .build());
            }
        }
        return new ListValue(labels);
    }
}
