package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** For people: what was done about alerts and incidents. */
record GraphWork(GraphCases cases) {

    private static final List<String> FIELDS =
            List.of(
                    "severity",
                    "status",
                    "assignedTo",
                    "classification",
                    "determination",
                    "customTags",
                    "redirectIncidentId");

    ListValue incidents() {
        return cases.incidentTable()
                .map(
                        incident ->
                                work(incident, "displayName")
                                        .put("alerts", ids(Company.text(incident, "id")))
                                        .build());
    }

    private ListValue ids(String incidentId) {
        List<Value> ids = new ArrayList<>();
        for (MapValue alert : cases.alertsOf(incidentId)) {
            ids.add(new StringValue(Company.text(alert, "id")));
        }
        return new ListValue(ids);
    }

    /** An alert of Defender for Endpoint is told of there. */
    ListValue alerts() {
        List<Value> rows = new ArrayList<>();
        cases.ownAlerts().forEach(alert -> rows.add(work(alert, "title").build()));
        return new ListValue(rows);
    }

    private static MapValue.Builder work(MapValue row, String name) {
        MapValue.Builder out =
                MapValue.builder()
                        .put("id", Company.text(row, "id"))
                        .put(name, Company.text(row, name));
        for (String field : FIELDS) {
            Value value = row.get(field);
            if (value != null) {
                out.put(field, value);
            }
        }
        List<Value> comments = new ArrayList<>();
        if (row.get("comments") instanceof ListValue(List<Value> items)) {
            items.forEach(item -> comments.add(Table.value((MapValue) item, "comment")));
        }
        return out.put("comments", new ListValue(comments));
    }
}
