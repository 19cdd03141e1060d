package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts of Defender for Endpoint.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/alerts">alerts</a>
 */
final class DefenderAlerts {

    /** What {@code $filter} takes. */
    static final DefenderCollection ALERTS =
            new DefenderCollection(
                    "Alerts",
                    Set.of(
                            "alertCreationTime",
                            "lastUpdateTime",
                            "lastEventTime",
                            "incidentId",
                            "investigationId",
                            "id",
                            "assignedTo",
                            "detectionSource",
                            "status",
                            "severity",
                            "category"));

    private static final Set<String> STATUSES = Set.of("New", "InProgress", "Resolved");
    private static final Set<String> CLASSIFICATIONS =
            Set.of("TruePositive", "InformationalExpectedActivity", "FalsePositive");
    // The two pages that list them disagree, so both spellings are taken.
    private static final Set<String> DETERMINATIONS =
            Set.of(
                    "MultiStagedAttack",
                    "MaliciousUserActivity",
                    "CompromisedUser",
                    "Malware",
                    "Phishing",
                    "UnwantedSoftware",
                    "SecurityTesting",
                    "LineOfBusinessApplication",
                    "ConfirmedUserActivity",
                    "ConfirmedActivity",
                    "Clean",
                    "NotMalicious",
                    "InsufficientData",
                    "Other");

    private final DefenderTenant tenant;
    private final Company company;
    private final DefenderErrors errors;

    DefenderAlerts(DefenderTenant tenant) {
        this.tenant = tenant;
        this.company = tenant.company();
        this.errors = tenant.errors();
    }

    void addTo(Routes routes) {
        routes.on("GET", "/alerts", this::list)
                .on("POST", "/alerts/batchUpdate", this::batchUpdate)
                .on("GET", "/alerts/{id}", this::get)
                .on("PATCH", "/alerts/{id}", this::update);
    }

    /**
     * @throws RefusedException if there is none
     */
    MapValue alert(String id) {
        MapValue alert = company.defenderAlerts().get(id);
        if (alert == null) {
            throw errors.refuse(404, "ResourceNotFound", "Alert " + id + " was not found.");
        }
        return alert;
    }

    private Answer get(Request request) {
        MapValue alert = alert(request.id());
        return Answer.json(200, tenant.selected(request, alert, "$expand"));
    }

    private Answer list(Request request) {
        boolean expanded = "evidence".equals(request.query().get("$expand"));
        List<MapValue> rows = new ArrayList<>();
        for (MapValue alert : company.defenderAlerts().rows()) {
            rows.add(expanded ? alert : Table.with(alert, "evidence", ListValue.EMPTY));
        }
        return tenant.page(ALERTS, rows, request);
    }

    private Answer update(Request request) {
        MapValue alert = alert(request.id());
        return Answer.json(200, change(alert, changes(request)));
    }

    private Answer batchUpdate(Request request) {
        MapValue changes = changes(request);
        List<MapValue> alerts = new ArrayList<>();
        for (String id : tenant.texts(changes, "alertIds")) {
            alerts.add(alert(id));
        }
        alerts.forEach(alert -> change(alert, changes));
        return Answer.empty(200);
    }

    private MapValue changes(Request request) {
        MapValue body = request.json();
        if (body == null) {
            throw errors.refuse(400, "InvalidRequestBody", "The body is not a JSON object.");
        }
        for (Map.Entry<String, Value> field : body.entries().entrySet()) {
            String value = Company.text(body, field.getKey());
            boolean known =
                    switch (field.getKey()) {
                        case "status" -> STATUSES.contains(value);
                        case "classification" -> CLASSIFICATIONS.contains(value);
                        case "determination" -> DETERMINATIONS.contains(value);
                        case "assignedTo", "comment", "alertIds" -> true;
                        default -> false;
                    };
            if (!known) {
                throw errors.refuse(
                        400, "InvalidInput", "Invalid property or value: " + field.getKey() + ".");
            }
        }
        return body;
    }

    private MapValue change(MapValue alert, MapValue changes) {
        MapValue changed = alert;
        for (String field : List.of("status", "assignedTo", "classification", "determination")) {
            Value value = changes.get(field);
            if (value != null) {
                changed = Table.with(changed, field, value);
            }
        }
        if ("Resolved".equals(changes.text("status"))) {
            changed = Table.with(changed, "resolvedTime", new StringValue(company.now()));
        }
        String comment = changes.text("comment");
        if (comment != null && changed.get("comments") instanceof ListValue(List<Value> before)) {
            List<Value> comments = new ArrayList<>(before);
            comments.add(
                    MapValue.builder()
                            .put("comment", comment)
                            .put("createdBy", "tocsin")
                            .put("createdTime", company.now())
                            .build());
            changed = Table.with(changed, "comments", new ListValue(comments));
        }
        return company.defenderAlerts().set(changed, "lastUpdateTime", company.now());
    }
}
