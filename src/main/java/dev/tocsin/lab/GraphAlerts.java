package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alerts of every product of Defender XDR.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/resources/security-alert">alert</a>
 */
final class GraphAlerts {

    private static final String PATH = "/security/alerts_v2";
    private static final String COMMENT = "microsoft.graph.security.alertComment";

    private final Company company;
    private final GraphErrors errors;
    private final GraphCases cases;
    private final GraphCollections collections;

    GraphAlerts(GraphCases cases, Company company, GraphCollections collections) {
        this.cases = cases;
        this.company = company;
        this.errors = collections.errors();
        this.collections = collections;
    }

    void addTo(Routes routes) {
        routes.on("GET", PATH, this::list)
                .on("GET", PATH + "/{id}", this::get)
                .on("PATCH", PATH + "/{id}", this::update)
                .on("POST", PATH + "/{id}/comments", this::comment)
                .on("POST", PATH + "/moveAlerts", this::move);
    }

    private Answer list(Request request) {
        String prefer = request.header("prefer");
        return collections.list(
                request,
                cases.alerts(),
                "security/alerts_v2",
                GraphListRules.ALERTS,
                alert -> cases.shown(alert, prefer));
    }

    private Answer get(Request request) {
        return answer(cases.alert(request.id()), request);
    }

    private Answer answer(MapValue alert, Request request) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("@odata.context", GraphErrors.CONTEXT + "security/alerts_v2/$entity");
        cases.shown(alert, request.header("prefer")).entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    private Answer update(Request request) {
        MapValue alert = cases.alert(request.id());
        MapValue changed =
                changed(alert, request.json(), Set.of("new", "inProgress", "resolved"), Set.of());
        if ("resolved".equals(changed.text("status"))) {
            changed = Table.with(changed, "resolvedDateTime", new StringValue(company.now()));
        }
        return answer(cases.store(changed), request);
    }

    /**
     * The row with the changes of a body.
     *
     * @param statuses that it may be set to
     * @param lists fields besides the usual ones that take a list of texts
     * @throws RefusedException if there is another field, or a value that the service has not
     */
    MapValue changed(
            MapValue row, @Nullable MapValue body, Set<String> statuses, Set<String> lists) {
        if (body == null || body.entries().isEmpty()) {
            throw wrong();
        }
        MapValue changed = row;
        for (Map.Entry<String, Value> field : body.entries().entrySet()) {
            String name = field.getKey();
            Value value = field.getValue();
            boolean good =
                    switch (name) {
                        case "status" -> member(statuses, value);
                        case "classification" -> member(GraphEnums.CLASSIFICATIONS, value);
                        case "determination" -> member(GraphEnums.DETERMINATIONS, value);
                        case "assignedTo" ->
                                value instanceof StringValue || value instanceof NullValue;
                        default -> lists.contains(name) && GraphUsers.texts(body, name) != null;
                    };
            if (!good) {
                throw wrong();
            }
            changed = Table.with(changed, name, value);
        }
        return changed;
    }

    private static boolean member(Set<String> members, Value value) {
        return value instanceof StringValue(String text) && members.contains(text);
    }

    private RefusedException wrong() {
        return errors.refuse(400, "InvalidRequestBody", "Request body is incorrect");
    }

    private Answer comment(Request request) {
        MapValue alert = cases.alert(request.id());
        MapValue changed = cases.store(cases.commented(alert, comment(request.json())));
        return comments(changed, "security/alerts_v2('" + request.id() + "')/comments");
    }

    /** The text of a comment's body. */
    String comment(@Nullable MapValue body) {
        String text = body == null ? null : body.text("comment");
        if (text == null || text.isBlank() || !COMMENT.equals(body.text("@odata.type"))) {
            throw wrong();
        }
        return text;
    }

    static Answer comments(MapValue row, String context) {
        Value comments = row.get("comments");
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", GraphErrors.CONTEXT + context)
                        .put("value", comments == null ? ListValue.EMPTY : comments)
                        .build());
    }

    private Answer move(Request request) {
        MapValue body = request.json();
        List<String> ids = GraphUsers.texts(body, "alertIds");
        if (body == null || ids == null || ids.isEmpty()) {
            throw wrong();
        }
        checkReasons(body, "newCorrelationReasons");
        List<MapValue> moved = new ArrayList<>();
        ids.forEach(id -> moved.add(cases.alert(id)));
        String incidentId = body.text("incidentId");
        MapValue incident =
                incidentId == null
                        ? cases.newIncident(moved.getFirst())
                        : cases.incident(incidentId);
        String comment = body.text("alertComment");
        for (MapValue alert : moved) {
            MapValue changed =
                    Table.with(alert, "incidentId", new StringValue(Company.text(incident, "id")));
            cases.store(comment == null ? changed : cases.commented(changed, comment));
        }
        return merged(Company.text(incident, "id"));
    }

    /** Refuses a reason that the service has not. */
    void checkReasons(MapValue body, String field) {
        String reasons = body.text(field);
        if (reasons != null) {
            for (String reason : reasons.split(", *")) {
                if (!GraphEnums.CORRELATION_REASONS.contains(reason)) {
                    throw wrong();
                }
            }
        }
    }

    static Answer merged(String incidentId) {
        return Answer.json(
                200,
                MapValue.builder()
                        .put(
                                "@odata.context",
                                GraphErrors.CONTEXT + "microsoft.graph.security.mergeResponse")
                        .put("targetIncidentId", incidentId)
                        .build());
    }
}
