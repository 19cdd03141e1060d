package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Moves issues from status to status by the transitions that are offered there. */
final class JiraWorkflow {

    private static final Set<String> NAMES = Set.of("transition", "fields", "historyMetadata");

    private final JiraIssues issues;
    private final JiraProject project;

    JiraWorkflow(JiraIssues issues, JiraProject project) {
        this.issues = issues;
        this.project = project;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/issue/{id}/transitions", this::list)
                .on("POST", "/issue/{id}/transitions", this::move);
    }

    private Answer list(Request request) {
        return Answer.json(
                200,
                MapValue.builder()
                        .put("expand", "transitions")
                        .put(
                                "transitions",
                                new ListValue(List.copyOf(offered(issues.issue(request.id())))))
                        .build());
    }

    private Answer move(Request request) {
        MapValue issue = issues.issue(request.id());
        MapValue body = JiraIssues.body(request, NAMES);
        String id = body.get("transition") instanceof MapValue map ? map.text("id") : null;
        if (id == null) {
            throw JiraErrors.refuse(400, "Missing 'transition' identifier");
        }
        MapValue transition = null;
        for (MapValue each : offered(issue)) {
            transition = id.equals(each.text("id")) ? each : transition;
        }
        if (transition == null || !(transition.get("to") instanceof MapValue status)) {
            throw JiraErrors.refuse(400, "Transition id '" + id + "' is not valid for this issue.");
        }
        Map<String, Value> fields =
                new LinkedHashMap<>(new JiraFields(project).set(body.get("fields")).checked());
        fields.put("status", status);
        if (isDone(status)) {
            fields.putIfAbsent("resolution", project.resolutions().getFirst());
        } else {
            fields.put("resolution", NullValue.NULL);
        }
        issues.change(issue, fields, body.get("historyMetadata"));
        return Answer.empty(204);
    }

    private static boolean isDone(MapValue status) {
        return status.get("statusCategory") instanceof MapValue category
                && "done".equals(category.text("key"));
    }

    private List<MapValue> offered(MapValue issue) {
        Value status = JiraIssues.fields(issue).get("status");
        return project.transitions(status instanceof MapValue map ? Company.text(map, "id") : "");
    }
}
