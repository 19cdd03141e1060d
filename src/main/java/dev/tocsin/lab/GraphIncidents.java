package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Incidents of Defender XDR.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/graph/api/resources/security-incident">incident</a>
 */
final class GraphIncidents {

    private static final String PATH = "/security/incidents";

    private final GraphErrors errors;
    private final GraphCases cases;
    private final GraphAlerts alerts;
    private final GraphCollections collections;

    GraphIncidents(GraphCases cases, GraphAlerts alerts, GraphCollections collections) {
        this.cases = cases;
        this.alerts = alerts;
        this.errors = collections.errors();
        this.collections = collections;
    }

    void addTo(Routes routes) {
        routes.on("GET", PATH, this::list)
                .on("GET", PATH + "/{id}", this::get)
                .on("PATCH", PATH + "/{id}", this::update)
                .on("POST", PATH + "/{id}/comments", this::comment)
                .on("POST", PATH + "/mergeIncidents", this::merge);
    }

    private Answer list(Request request) {
        boolean expanded = expanded(request);
        String prefer = request.header("prefer");
        return collections.list(
                request,
                cases.incidents(),
                "security/incidents",
                GraphListRules.INCIDENTS,
                incident -> cases.shownIncident(incident, expanded, prefer));
    }

    private boolean expanded(Request request) {
        String expand = request.query().get("$expand");
        if (expand != null && !expand.equals("alerts")) {
            throw errors.refuse(
                    400,
                    "BadRequest",
                    "Parsing OData Select and Expand failed: Could not find a property named '"
                            + expand
                            + "' on type 'microsoft.graph.security.incident'.");
        }
        return expand != null;
    }

    private Answer get(Request request) {
        boolean expanded = expanded(request);
        return answer(cases.incident(request.id()), expanded, request);
    }

    private Answer answer(MapValue incident, boolean expanded, Request request) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("@odata.context", GraphErrors.CONTEXT + "security/incidents/$entity");
        cases.shownIncident(incident, expanded, request.header("prefer"))
                .entries()
                .forEach(out::put);
        return Answer.json(200, out.build());
    }

    private Answer update(Request request) {
        MapValue incident = cases.incident(request.id());
        MapValue changed =
                alerts.changed(
                        incident,
                        request.json(),
                        Set.of("active", "inProgress", "resolved"),
                        Set.of("customTags"));
        return answer(cases.storeIncident(changed), false, request);
    }

    private Answer comment(Request request) {
        MapValue incident = cases.incident(request.id());
        MapValue changed =
                cases.storeIncident(cases.commented(incident, alerts.comment(request.json())));
        return GraphAlerts.comments(changed, "security/incidents('" + request.id() + "')/comments");
    }

    /** The first of them stays; the others lead there, and their alerts go with them. */
    private Answer merge(Request request) {
        MapValue body = request.json();
        List<String> ids = GraphUsers.texts(body, "incidentIds");
        if (body == null || ids == null || Set.copyOf(ids).size() < 2) {
            throw errors.refuse(400, "InvalidRequestBody", "Request body is incorrect");
        }
        alerts.checkReasons(body, "mergeReasons");
        List<MapValue> merged = new ArrayList<>();
        ids.forEach(id -> merged.add(cases.incident(id)));
        MapValue target = merged.removeFirst();
        String targetId = Company.text(target, "id");
        for (MapValue incident : merged) {
            for (MapValue alert : cases.alertsOf(Company.text(incident, "id"))) {
                cases.store(Table.with(alert, "incidentId", new StringValue(targetId)));
            }
            MapValue redirected = Table.with(incident, "status", new StringValue("redirected"));
            cases.storeIncident(
                    Table.with(redirected, "redirectIncidentId", new StringValue(targetId)));
        }
        String comment = body.text("incidentComment");
        if (comment != null) {
            cases.storeIncident(cases.commented(target, comment));
        }
        return GraphAlerts.merged(targetId);
    }
}
