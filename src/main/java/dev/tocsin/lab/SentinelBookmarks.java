package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Bookmarks of Sentinel, and its analytics rules, which can only be read.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/bookmarks">bookmarks</a>
 * @see <a href="https://learn.microsoft.com/en-us/rest/api/securityinsights/alert-rules">alert
 *     rules</a>
 */
final class SentinelBookmarks {

    private static final Set<String> WRITABLE =
            Set.of(
                    "displayName",
                    "notes",
                    "labels",
                    "query",
                    "queryResult",
                    "eventTime",
                    "queryStartTime",
                    "queryEndTime");

    private final SentinelWorkspace workspace;
    private final Table bookmarks = new Table("name");
    private final Table rules = new Table("name");

    /**
     * @param start with {@code alertRules}, each with {@code name}, {@code kind}, {@code
     *     properties}
     */
    SentinelBookmarks(SentinelWorkspace workspace, MapValue start) {
        this.workspace = workspace;
        for (Value item : ((ListValue) start.entries().get("alertRules")).items()) {
            MapValue row = (MapValue) item;
            MapValue rule =
                    workspace.resource(
                            "alertRules",
                            Company.text(row, "name"),
                            (MapValue) row.entries().get("properties"));
            rules.put(Table.with(rule, "kind", SentinelWorkspace.text(row, "kind")));
        }
    }

    void addTo(Routes routes) {
        routes.on("GET", "/bookmarks", r -> workspace.page(r, bookmarks.rows()))
                .on("GET", "/bookmarks/{id}", r -> one(bookmarks, "Bookmark", r.id()))
                .on("PUT", "/bookmarks/{id}", this::put)
                .on("DELETE", "/bookmarks/{id}", this::delete)
                .on("GET", "/alertRules/{id}", r -> one(rules, "AlertRule", r.id()));
    }

    Table rows() {
        return bookmarks;
    }

    private static Answer one(Table table, String type, String name) {
        MapValue row = table.get(name);
        if (row == null) {
            throw SentinelWorkspace.notFound(type, name);
        }
        return Answer.json(200, row);
    }

    private Answer put(Request request) {
        MapValue body = ArmErrors.body(request);
        MapValue given = SentinelWorkspace.properties(body, WRITABLE);
        SentinelWorkspace.required(given, "displayName");
        SentinelWorkspace.required(given, "query");
        MapValue old = bookmarks.get(request.id());
        if (old != null) {
            SentinelWorkspace.checkEtag(old, body);
        }
        StringValue now = new StringValue(workspace.company().now());
        Map<String, Value> properties = new LinkedHashMap<>(given.entries());
        properties.put("created", now);
        properties.put("updated", now);
        properties.put("createdBy", workspace.caller());
        properties.put("updatedBy", workspace.caller());
        MapValue row = workspace.resource("bookmarks", request.id(), new MapValue(properties));
        bookmarks.put(row);
        return Answer.json(old == null ? 201 : 200, row);
    }

    private Answer delete(Request request) {
        return Answer.empty(bookmarks.remove(request.id()) ? 200 : 204);
    }
}
