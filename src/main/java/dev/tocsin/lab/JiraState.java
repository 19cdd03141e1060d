package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Issues as a person wants to see them after a playbook ran. */
final class JiraState {

    private JiraState() {}

    static ListValue of(JiraIssues issues, JiraComments comments) {
        List<Value> rows = new ArrayList<>();
        for (MapValue issue : issues.all()) {
            MapValue fields = JiraIssues.fields(issue);
            String key = Company.text(issue, "key");
            rows.add(
                    MapValue.builder()
                            .put("key", key)
                            .put("summary", value(fields, "summary"))
                            .put("status", name(fields, "status"))
                            .put("priority", name(fields, "priority"))
                            .put("assignee", name(fields, "assignee"))
                            .put("resolution", name(fields, "resolution"))
                            .put("labels", value(fields, "labels"))
                            .put("description", JiraDocument.text(fields.get("description")))
                            .put("comments", comments.texts(key))
                            .build());
        }
        return new ListValue(rows);
    }

    private static Value value(MapValue fields, String field) {
        Value value = fields.get(field);
        return value == null ? NullValue.NULL : value;
    }

    private static Value name(MapValue fields, String field) {
        if (!(fields.get(field) instanceof MapValue row)) {
            return NullValue.NULL;
        }
        String name = row.text("displayName");
        return new StringValue(name == null ? Company.text(row, "name") : name);
    }
}
