package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Issues of the project: opened, read, changed, assigned, moved through the workflow. */
final class JiraIssues {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> CREATE =
            Set.of("fields", "update", "transition", "properties", "historyMetadata");

    private final Company company;
    private final JiraProject project;
    private final String baseUrl;
    private final JiraChanges changes;

    /** By key. */
    private final Table issues = new Table("key");

    JiraIssues(Company company, JiraProject project, String baseUrl) {
        this.company = company;
        this.project = project;
        this.baseUrl = baseUrl;
        this.changes = new JiraChanges(project);
        for (MapValue row : project.startingIssues()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("summary", new StringValue(Company.text(row, "summary")));
            fields.put("project", project.project());
            fields.put("issuetype", issueType(Company.text(row, "type")));
            fields.put("labels", value(row, "labels"));
            add(fields, Company.text(row, "status"));
        }
    }

    void addTo(Routes routes) {
        routes.on("POST", "/issue", this::create)
                .on("GET", "/issue/{id}", this::get)
                .on("PUT", "/issue/{id}", this::edit)
                .on("PUT", "/issue/{id}/assignee", this::assign)
                .on(
                        "GET",
                        "/issue/{id}/changelog",
                        r -> changes.list(Company.text(issue(r.id()), "key"), r));
    }

    Collection<MapValue> all() {
        return issues.rows();
    }

    /** The issue of a key or id. */
    MapValue issue(String idOrKey) {
        for (MapValue row : issues.rows()) {
            if (idOrKey.equalsIgnoreCase(row.text("key")) || idOrKey.equals(row.text("id"))) {
                return row;
            }
        }
        throw JiraErrors.refuse(
                404, "Issue does not exist or you do not have permission to see it.");
    }

    /** When something happens now, as Jira writes times. */
    String now() {
        return TIME.format(company.instant());
    }

    private Answer create(Request request) {
        MapValue body = body(request, CREATE);
        Map<String, Value> fields =
                new JiraFields(project)
                        .set(body.get("fields"))
                        .update(body.get("update"), MapValue.EMPTY)
                        .require()
                        .checked();
        MapValue row = add(fields, "10100");
        return Answer.json(201, Table.only(row, List.of("id", "key", "self")));
    }

    private MapValue add(Map<String, Value> given, String status) {
        int number = issues.rows().size() + 1;
        String id = Integer.toString(10_200 + number);
        Map<String, Value> fields = new LinkedHashMap<>();
        for (String empty : List.of("description", "assignee", "resolution", "duedate")) {
            fields.put(empty, NullValue.NULL);
        }
        fields.put("labels", ListValue.EMPTY);
        fields.put("priority", project.priorities().get(2));
        fields.putAll(given);
        fields.put("status", project.status(status));
        fields.put("reporter", project.self());
        fields.put("creator", project.self());
        fields.put("created", new StringValue(now()));
        fields.put("updated", new StringValue(now()));
        return issues.put(
                MapValue.builder()
                        .put("id", id)
                        .put("self", baseUrl + "/issue/" + id)
                        .put("key", project.key() + "-" + number)
                        .put("fields", new MapValue(fields))
                        .build());
    }

    private Answer get(Request request) {
        return Answer.json(
                200,
                shown(
                        issue(request.id()),
                        JiraSearch.fields(request.query().getOrDefault("fields", "*all"))));
    }

    /** The issue with these fields only; {@code *all} and {@code *navigable} stand for all. */
    static MapValue shown(MapValue issue, List<String> wanted) {
        MapValue fields = fields(issue);
        boolean all = wanted.contains("*all") || wanted.contains("*navigable");
        MapValue.Builder out = MapValue.builder();
        fields.entries()
                .forEach(
                        (field, value) -> {
                            if ((all || wanted.contains(field)) && !wanted.contains("-" + field)) {
                                out.put(field, value);
                            }
                        });
        return Table.with(issue, "fields", out.build());
    }

    private Answer edit(Request request) {
        MapValue issue = issue(request.id());
        MapValue body = body(request, Set.of("fields", "update", "properties", "historyMetadata"));
        change(
                issue,
                new JiraFields(project)
                        .set(body.get("fields"))
                        .update(body.get("update"), fields(issue))
                        .checked(),
                body.get("historyMetadata"));
        return Answer.empty(204);
    }

    private Answer assign(Request request) {
        MapValue issue = issue(request.id());
        MapValue body = body(request, Set.of("accountId"));
        Value account = body.get("accountId");
        if (account == null) {
            throw JiraErrors.payload();
        }
        Value person = NullValue.NULL;
        if (account instanceof StringValue(String id)) {
            MapValue found = id.equals("-1") ? project.self() : project.person(id);
            if (found == null) {
                throw JiraErrors.refuse(404, "User '" + id + "' does not exist.");
            }
            person = found;
        }
        change(issue, Map.of("assignee", person), null);
        return Answer.empty(204);
    }

    /**
     * Writes fields, and that they were written.
     *
     * @param metadata what the request says of the change, or null
     */
    void change(MapValue issue, Map<String, Value> changed, @Nullable Value metadata) {
        changes.add(issue, changed, metadata, now());
        Map<String, Value> fields = new LinkedHashMap<>(fields(issue).entries());
        fields.putAll(changed);
        fields.put("updated", new StringValue(now()));
        issues.set(issue, "fields", new MapValue(fields));
    }

    private MapValue issueType(String id) {
        MapValue type =
                JiraProject.named(project.issueTypes(), MapValue.of("id", new StringValue(id)));
        if (type == null) {
            throw new IllegalStateException("the lab's Jira has no issue type " + id);
        }
        return type;
    }

    /** A JSON object with none but these properties. */
    static MapValue body(Request request, Set<String> known) {
        MapValue body = request.json();
        if (body == null || !known.containsAll(body.entries().keySet())) {
            throw JiraErrors.payload();
        }
        return body;
    }

    static MapValue fields(MapValue issue) {
        return issue.get("fields") instanceof MapValue fields ? fields : MapValue.EMPTY;
    }

    private static Value value(MapValue row, String field) {
        @Nullable Value value = row.get(field);
        return value == null ? NullValue.NULL : value;
    }
}
