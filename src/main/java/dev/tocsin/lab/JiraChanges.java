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

/** What was changed on issues, with what the change says of itself, oldest first. */
final class JiraChanges {

    private static final int PAGE = 100;

    private final JiraProject project;
    private final List<MapValue> changes = new ArrayList<>();

    JiraChanges(JiraProject project) {
        this.project = project;
    }

    /**
     * Writes down a change of fields; those that stay as they were are left out.
     *
     * @param metadata {@code historyMetadata} of the request, or null
     */
    void add(MapValue issue, Map<String, Value> changed, @Nullable Value metadata, String created) {
        MapValue before = JiraIssues.fields(issue);
        List<Value> items = new ArrayList<>();
        changed.forEach(
                (field, value) -> {
                    Value was = before.get(field);
                    if (!value.equals(was == null ? NullValue.NULL : was)) {
                        items.add(
                                MapValue.builder()
                                        .put("field", field)
                                        .put("fieldId", field)
                                        .put("fromString", words(was))
                                        .put("toString", words(value))
                                        .build());
                    }
                });
        if (items.isEmpty()) {
            return;
        }
        MapValue.Builder row =
                MapValue.builder()
                        .put("issue", Company.text(issue, "key"))
                        .put("id", Integer.toString(10_400 + changes.size() + 1))
                        .put("author", project.self())
                        .put("created", created)
                        .put("items", new ListValue(items));
        changes.add(metadata == null ? row.build() : row.put("historyMetadata", metadata).build());
    }

    /** A page of the changes of one issue. */
    Answer list(String key, Request request) {
        List<MapValue> found = new ArrayList<>();
        for (MapValue change : changes) {
            if (key.equals(change.text("issue"))) {
                List<String> fields = new ArrayList<>(change.entries().keySet());
                fields.remove("issue");
                found.add(Table.only(change, fields));
            }
        }
        int from = Math.min(Queries.number(request.query(), "startAt", 0), found.size());
        int size = Math.clamp(Queries.number(request.query(), "maxResults", PAGE), 1, PAGE);
        int to = Math.min(found.size(), from + size);
        return Answer.json(
                200,
                MapValue.builder()
                        .put("maxResults", size)
                        .put("startAt", from)
                        .put("total", found.size())
                        .put("isLast", to == found.size())
                        .put("values", new ListValue(List.copyOf(found.subList(from, to))))
                        .build());
    }

    private static Value words(@Nullable Value value) {
        return switch (value) {
            case MapValue map when map.text("displayName") != null ->
                    new StringValue(Company.text(map, "displayName"));
            case MapValue map when map.text("name") != null ->
                    new StringValue(Company.text(map, "name"));
            case MapValue document -> new StringValue(JiraDocument.text(document));
            case ListValue(List<Value> items) -> {
                List<String> texts = new ArrayList<>();
                items.forEach(
                        item -> texts.add(item instanceof StringValue(String text) ? text : ""));
                yield new StringValue(String.join(" ", texts));
            }
            case StringValue text -> text;
            case null, default -> NullValue.NULL;
        };
    }
}
