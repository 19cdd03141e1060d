package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an issue can be made of: types, their fields and the values these take; and people. */
final class JiraMeta {

    private static final int PAGE = 50;

    private final JiraProject project;

    JiraMeta(JiraProject project) {
        this.project = project;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/issue/createmeta/{project}/issuetypes", this::issueTypes)
                .on("GET", "/issue/createmeta/{project}/issuetypes/{id}", this::fields)
                .on("GET", "/user/search", this::people)
                .on("GET", "/myself", _ -> Answer.json(200, project.self()));
    }

    private Answer issueTypes(Request request) {
        check(request.id());
        return page("issueTypes", project.issueTypes(), request);
    }

    private Answer fields(Request request) {
        check(request.id());
        String id = request.variables().get(1);
        boolean known = false;
        for (MapValue type : project.issueTypes()) {
            known |= id.equals(type.text("id"));
        }
        if (!known) {
            throw JiraErrors.refuse(404, "Issue type with id '" + id + "' was not found.");
        }
        List<MapValue> fields = new ArrayList<>();
        for (MapValue row : project.fields()) {
            fields.add(field(row));
        }
        return page("fields", fields, request);
    }

    private MapValue field(MapValue row) {
        String id = Company.text(row, "fieldId");
        MapValue.Builder out = MapValue.builder();
        row.entries().forEach(out::put);
        out.put("key", id)
                .put("hasDefaultValue", id.equals("priority"))
                .put("operations", JiraProject.texts(List.of("set")));
        List<MapValue> allowed =
                switch (id) {
                    case "issuetype" -> project.issueTypes();
                    case "priority" -> project.priorities();
                    case "project" -> List.of(project.project());
                    default -> List.of();
                };
        if (!allowed.isEmpty()) {
            out.put("allowedValues", new ListValue(List.copyOf(allowed)));
        }
        return out.build();
    }

    private void check(String idOrKey) {
        if (!project.isCalled(idOrKey)) {
            throw JiraErrors.refuse(404, "No project could be found with key '" + idOrKey + "'.");
        }
    }

    private static Answer page(String name, List<MapValue> all, Request request) {
        int from = Math.min(Queries.number(request.query(), "startAt", 0), all.size());
        int size = Math.clamp(Queries.number(request.query(), "maxResults", PAGE), 1, PAGE);
        int to = Math.min(all.size(), from + size);
        return Answer.json(
                200,
                MapValue.builder()
                        .put("startAt", from)
                        .put("maxResults", size)
                        .put("total", all.size())
                        .put(name, new ListValue(List.copyOf(all.subList(from, to))))
                        .build());
    }

    /** Those whose name or mail address has the query at its beginning, or at that of a word. */
    private Answer people(Request request) {
        if (!Set.of("query", "startAt", "maxResults").containsAll(request.query().keySet())) {
            throw JiraErrors.refuse(400, "The lab searches people by `query` only.");
        }
        String query = request.query().getOrDefault("query", "").toLowerCase(Locale.ROOT);
        List<Value> found = new ArrayList<>();
        for (MapValue person : project.people()) {
            String text = " " + person.text("displayName") + " " + person.text("emailAddress");
            if (text.toLowerCase(Locale.ROOT).contains(" " + query)) {
                found.add(person);
            }
        }
        int from = Math.min(Queries.number(request.query(), "startAt", 0), found.size());
        int size = Math.clamp(Queries.number(request.query(), "maxResults", PAGE), 1, 1000);
        return Answer.json(
                200,
                new ListValue(
                        List.copyOf(found.subList(from, Math.min(found.size(), from + size)))));
    }
}
