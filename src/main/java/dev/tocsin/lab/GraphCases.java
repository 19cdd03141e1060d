package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The alerts and incidents of Defender XDR, and which alert belongs to which incident. */
final class GraphCases {

    private static final String PORTAL = "https://security.microsoft.com/";

    private final Company company;
    private final GraphErrors errors;
    private final DefenderTwin twins;
    private final GraphEvidence evidence;
    private final Table alerts = new Table("id");
    private final Table incidents = new Table("id");

    GraphCases(Company company, GraphErrors errors, GraphDirectory directory, MapValue start) {
        this.company = company;
        this.errors = errors;
        this.twins = new DefenderTwin(company);
        this.evidence = new GraphEvidence(company, directory);
        alerts.fill(start, "alerts");
        incidents.fill(start, "incidents");
    }

    MapValue alert(String id) {
        MapValue alert = alerts.get(id);
        if (alert == null) {
            throw errors.unknown("alert", id);
        }
        return twins.overlaid(alert);
    }

    /** All of them, the newest first. */
    List<MapValue> alerts() {
        List<MapValue> all = new ArrayList<>();
        alerts.rows().forEach(alert -> all.add(twins.overlaid(alert)));
        return newestFirst(all);
    }

    private static List<MapValue> newestFirst(List<MapValue> rows) {
        rows.sort(
                Comparator.comparing((MapValue row) -> Company.text(row, "createdDateTime"))
                        .reversed());
        return rows;
    }

    MapValue store(MapValue alert) {
        MapValue changed = Table.with(alert, "lastUpdateDateTime", new StringValue(company.now()));
        alerts.put(changed);
        twins.store(changed);
        return changed;
    }

    MapValue incident(String id) {
        MapValue incident = incidents.get(id);
        if (incident == null) {
            throw errors.unknown("incident", id);
        }
        return incident;
    }

    List<MapValue> incidents() {
        return newestFirst(new ArrayList<>(incidents.rows()));
    }

    MapValue storeIncident(MapValue incident) {
        return incidents.set(incident, "lastUpdateDateTime", company.now());
    }

    /** A new incident that is called after its first alert. */
    MapValue newIncident(MapValue first) {
        String id = Integer.toString(1000 + incidents.rows().size());
        Value nothing = NullValue.NULL;
        return incidents.put(
                MapValue.builder()
                        .put("id", id)
                        .put("displayName", Company.text(first, "title"))
                        .put("description", nothing)
                        .put("summary", nothing)
                        .put("severity", Company.text(first, "severity"))
                        .put("priorityScore", nothing)
                        .put("status", "active")
                        .put("classification", "unknown")
                        .put("determination", "unknown")
                        .put("assignedTo", nothing)
                        .put("customTags", ListValue.EMPTY)
                        .put("systemTags", ListValue.EMPTY)
                        .put("redirectIncidentId", nothing)
                        .put("resolvingComment", nothing)
                        .put("lastModifiedBy", nothing)
                        .put("createdDateTime", company.now())
                        .put("lastUpdateDateTime", company.now())
                        .put("comments", ListValue.EMPTY)
                        .build());
    }

    List<MapValue> alertsOf(String incidentId) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue alert : alerts()) {
            if (incidentId.equals(alert.text("incidentId"))) {
                found.add(alert);
            }
        }
        return found;
    }

    /** A copy with one comment more. */
    MapValue commented(MapValue row, String text) {
        List<Value> comments = new ArrayList<>();
        if (row.get("comments") instanceof ListValue(List<Value> before)) {
            comments.addAll(before);
        }
        comments.add(
                MapValue.builder()
                        .put("comment", text)
                        .put("createdByDisplayName", "tocsin")
                        .put("createdDateTime", company.now())
                        .build());
        return Table.with(row, "comments", new ListValue(comments));
    }

    /** An alert as the service shows it, with links and what is known of its evidence. */
    MapValue shown(MapValue alert, @Nullable String prefer) {
        String tenant = company.access().tenant();
        MapValue.Builder out = MapValue.builder();
        Table.without(alert, List.of("evidence")).entries().forEach(out::put);
        return GraphEnums.shown(
                out.put("tenantId", tenant)
                        .put(
                                "alertWebUrl",
                                PORTAL + "alerts/" + Company.text(alert, "id") + "?tid=" + tenant)
                        .put("incidentWebUrl", page(Company.text(alert, "incidentId")))
                        .put("evidence", evidence.of(alert))
                        .build(),
                prefer);
    }

    /** An incident as the service shows it. */
    MapValue shownIncident(MapValue incident, boolean expanded, @Nullable String prefer) {
        String id = Company.text(incident, "id");
        MapValue.Builder out = MapValue.builder();
        incident.entries().forEach(out::put);
        out.put("tenantId", company.access().tenant()).put("incidentWebUrl", page(id));
        if (expanded) {
            List<Value> of = new ArrayList<>();
            alertsOf(id).forEach(alert -> of.add(shown(alert, prefer)));
            out.put("alerts", new ListValue(of));
        }
        return GraphEnums.shown(out.build(), prefer);
    }

    private String page(String incidentId) {
        return PORTAL + "incidents/" + incidentId + "?tid=" + company.access().tenant();
    }

    /** In the order in which they came. */
    Table incidentTable() {
        return incidents;
    }

    /** Those that no other service of the lab has a list of, in the order in which they came. */
    List<MapValue> ownAlerts() {
        List<MapValue> own = new ArrayList<>(alerts.rows());
        own.removeIf(alert -> twins.of(alert) != null);
        return own;
    }
}
