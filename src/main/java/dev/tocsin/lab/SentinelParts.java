package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What hangs on an incident: comments, tasks, relations to alerts and bookmarks, and playbooks that
 * are run on it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/incident-comments">comments</a>
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/incident-tasks">tasks</a>
 */
final class SentinelParts {

    private static final int LONGEST_COMMENT = 30_000;

    private final SentinelWorkspace workspace;
    private final SentinelIncidents incidents;
    private final Set<String> logicApps;
    private final Map<String, Table> comments = new HashMap<>();
    private final Map<String, Table> tasks = new HashMap<>();
    private final Map<String, Table> relations = new HashMap<>();
    private final List<Value> runs = new ArrayList<>();

    /**
     * @param logicApps resource ids of those that Sentinel may run, in lower case
     */
    SentinelParts(SentinelWorkspace workspace, SentinelIncidents incidents, Set<String> logicApps) {
        this.workspace = workspace;
        this.incidents = incidents;
        this.logicApps = logicApps;
    }

    void addTo(Routes routes) {
        String incident = "/incidents/{id}";
        routes.on("GET", incident + "/comments", r -> list(r, comments))
                .on("PUT", incident + "/comments/{name}", this::comment)
                .on("GET", incident + "/tasks", r -> list(r, tasks))
                .on("PUT", incident + "/tasks/{name}", this::task)
                .on("GET", incident + "/relations", r -> list(r, relations))
                .on("PUT", incident + "/relations/{name}", this::relate)
                .on("POST", incident + "/runPlaybook", this::run);
    }

    /** Resource ids of what was added to an incident, oldest first. */
    List<String> related(String incident) {
        List<String> ids = new ArrayList<>();
        table(relations, incident)
                .rows()
                .forEach(row -> ids.add(Company.text(properties(row), "relatedResourceId")));
        return ids;
    }

    List<Value> texts(String incident, boolean ofComments) {
        List<Value> texts = new ArrayList<>();
        for (MapValue row : table(ofComments ? comments : tasks, incident).rows()) {
            MapValue properties = properties(row);
            texts.add(
                    new StringValue(
                            ofComments
                                    ? Company.text(properties, "message")
                                    : Company.text(properties, "title")
                                            + ": "
                                            + Company.text(properties, "status")));
        }
        return texts;
    }

    /** Playbooks that were run, oldest first. */
    ListValue runs() {
        return new ListValue(List.copyOf(runs));
    }

    private Answer list(Request request, Map<String, Table> tables) {
        incidents.incident(request.id());
        return workspace.page(request, table(tables, request.id()).rows());
    }

    private Answer comment(Request request) {
        incidents.incident(request.id());
        MapValue given = SentinelWorkspace.properties(ArmErrors.body(request), Set.of("message"));
        if (SentinelWorkspace.required(given, "message").length() > LONGEST_COMMENT) {
            throw SentinelWorkspace.invalid("The comment has more than 30000 characters.");
        }
        return put(request, "comments", comments, given, Map.of("author", workspace.caller()));
    }

    private Answer task(Request request) {
        incidents.incident(request.id());
        MapValue given =
                SentinelWorkspace.properties(
                        ArmErrors.body(request), Set.of("title", "description", "status"));
        SentinelWorkspace.required(given, "title");
        SentinelWorkspace.required(given, "status");
        SentinelWorkspace.oneOf(given, "status", Set.of("New", "Completed"));
        Map<String, Value> by =
                Map.of("createdBy", workspace.caller(), "lastModifiedBy", workspace.caller());
        return put(request, "tasks", tasks, given, by);
    }

    private Answer relate(Request request) {
        incidents.incident(request.id());
        MapValue given =
                SentinelWorkspace.properties(ArmErrors.body(request), Set.of("relatedResourceId"));
        String id = SentinelWorkspace.required(given, "relatedResourceId");
        String[] segments = id.split("/");
        if (segments.length < 3) {
            throw SentinelWorkspace.invalid("'relatedResourceId' is no resource id.");
        }
        Map<String, Value> more = new LinkedHashMap<>();
        more.put("relatedResourceName", new StringValue(segments[segments.length - 1]));
        more.put(
                "relatedResourceType",
                new StringValue("Microsoft.SecurityInsights/" + segments[segments.length - 2]));
        return put(request, "relations", relations, given, more);
    }

    private Answer run(Request request) {
        MapValue incident = incidents.incident(request.id());
        String app = SentinelWorkspace.required(ArmErrors.body(request), "logicAppsResourceId");
        if (!logicApps.contains(app.toLowerCase(java.util.Locale.ROOT))) {
            throw ArmErrors.refuse(
                    403,
                    "Forbidden",
                    "Missing required permissions for Microsoft Sentinel on the playbook resource '"
                            + app
                            + "'.");
        }
        runs.add(
                MapValue.builder()
                        .put("id", app.substring(app.lastIndexOf('/') + 1))
                        .put("incident", Company.text(properties(incident), "title"))
                        .build());
        return Answer.empty(204);
    }

    /** Comments and their kin need no etag: the last one to write has its way. */
    private Answer put(
            Request request,
            String type,
            Map<String, Table> tables,
            MapValue given,
            Map<String, Value> more) {
        Table table = table(tables, request.id());
        String name = request.variables().get(1);
        MapValue old = table.get(name);
        StringValue now = new StringValue(workspace.company().now());
        Map<String, Value> properties = new LinkedHashMap<>(given.entries());
        if (!type.equals("relations")) {
            Value created = old == null ? now : properties(old).entries().get("createdTimeUtc");
            properties.put("createdTimeUtc", created);
            properties.put("lastModifiedTimeUtc", now);
        }
        properties.putAll(more);
        MapValue row =
                workspace.resource(
                        "Incidents/" + request.id() + "/" + type, name, new MapValue(properties));
        table.put(row);
        return Answer.json(old == null ? 201 : 200, row);
    }

    private static Table table(Map<String, Table> tables, String incident) {
        return tables.computeIfAbsent(incident, _ -> new Table("name"));
    }

    private static MapValue properties(MapValue row) {
        return (MapValue) row.entries().get("properties");
    }
}
