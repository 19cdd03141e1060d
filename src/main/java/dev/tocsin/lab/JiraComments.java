package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Comments on issues, with the properties that programs attach to them. */
final class JiraComments {

    private static final int PAGE = 100;
    private static final Set<String> NAMES = Set.of("body", "visibility", "properties");

    private final JiraIssues issues;
    private final JiraProject project;
    private final String baseUrl;
    private final List<MapValue> comments = new ArrayList<>();

    JiraComments(JiraIssues issues, JiraProject project, String baseUrl) {
        this.issues = issues;
        this.project = project;
        this.baseUrl = baseUrl;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/issue/{id}/comment", this::add)
                .on("GET", "/issue/{id}/comment", this::list);
    }

    /** What was said on an issue, oldest first. */
    ListValue texts(String key) {
        List<Value> texts = new ArrayList<>();
        for (MapValue comment : of(key)) {
            texts.add(new StringValue(JiraDocument.text(comment.get("body"))));
        }
        return new ListValue(texts);
    }

    private Answer add(Request request) {
        String key = Company.text(issues.issue(request.id()), "key");
        MapValue body = JiraIssues.body(request, NAMES);
        Value text = body.get("body");
        if (text == null || !JiraDocument.isValid(text)) {
            throw JiraErrors.field("comment", "Comment body is not valid!");
        }
        checkVisibility(body.get("visibility"));
        String id = Integer.toString(10_300 + comments.size() + 1);
        MapValue.Builder comment =
                MapValue.builder()
                        .put("issue", key)
                        .put("self", baseUrl + "/issue/" + key + "/comment/" + id)
                        .put("id", id)
                        .put("author", project.self())
                        .put("updateAuthor", project.self())
                        .put("created", issues.now())
                        .put("updated", issues.now())
                        .put("jsdPublic", true);
        body.entries().forEach(comment::put);
        MapValue row = comment.build();
        comments.add(row);
        return Answer.json(201, shown(row, false));
    }

    private static void checkVisibility(@Nullable Value visibility) {
        if (visibility == null) {
            return;
        }
        String type = visibility instanceof MapValue map ? map.text("type") : null;
        if (type == null || !Set.of("role", "group").contains(type)) {
            throw JiraErrors.field("visibility", "Specify a role or a group.");
        }
    }

    private Answer list(Request request) {
        List<MapValue> found = of(Company.text(issues.issue(request.id()), "key"));
        if ("-created".equals(request.query().get("orderBy"))) {
            Collections.reverse(found);
        }
        boolean properties = "properties".equals(request.query().get("expand"));
        int from = Math.min(Queries.number(request.query(), "startAt", 0), found.size());
        int size = Math.clamp(Queries.number(request.query(), "maxResults", PAGE), 1, PAGE);
        List<Value> page = new ArrayList<>();
        for (MapValue row : found.subList(from, Math.min(found.size(), from + size))) {
            page.add(shown(row, properties));
        }
        return Answer.json(
                200,
                MapValue.builder()
                        .put("startAt", from)
                        .put("maxResults", size)
                        .put("total", found.size())
                        .put("comments", new ListValue(page))
                        .build());
    }

    private List<MapValue> of(String key) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue comment : comments) {
            if (key.equals(comment.text("issue"))) {
                found.add(comment);
            }
        }
        return found;
    }

    private static MapValue shown(MapValue comment, boolean properties) {
        List<String> fields = new ArrayList<>(comment.entries().keySet());
        fields.remove("issue");
        if (!properties) {
            fields.remove("properties");
        }
        return Table.only(comment, fields);
    }
}
