package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watchlists of Sentinel. Uploading rows and deleting a watchlist go on by one state with each look
 * at it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/watchlists">watchlists</a>
 */
final class SentinelWatchlists {

    private static final Set<String> WRITABLE =
            Set.of(
                    "displayName",
                    "description",
                    "provider",
                    "source",
                    "sourceType",
                    "itemsSearchKey",
                    "labels",
                    "defaultDuration",
                    "rawContent",
                    "contentType",
                    "numberOfLinesToSkip");

    private final SentinelWorkspace workspace;
    private final Table watchlists = new Table("name");
    private final Map<String, Table> items = new LinkedHashMap<>();

    /**
     * @param start with {@code watchlists}, each with {@code name}, {@code properties} and {@code
     *     rows}, which have a {@code name} and {@code values}
     */
    SentinelWatchlists(SentinelWorkspace workspace, MapValue start) {
        this.workspace = workspace;
        for (Value each : ((ListValue) start.entries().get("watchlists")).items()) {
            MapValue row = (MapValue) each;
            String name = Company.text(row, "name");
            watchlists.put(
                    workspace.resource(
                            "watchlists", name, (MapValue) row.entries().get("properties")));
            for (Value item : ((ListValue) row.entries().get("rows")).items()) {
                MapValue values = (MapValue) ((MapValue) item).entries().get("values");
                save(
                        name,
                        Company.text((MapValue) item, "name"),
                        MapValue.of("itemsKeyValue", values));
            }
        }
    }

    void addTo(Routes routes) {
        String item = "/watchlists/{id}/watchlistItems/{item}";
        routes.on("GET", "/watchlists", r -> workspace.page(r, watchlists.rows()))
                .on("GET", "/watchlists/{id}", this::look)
                .on("PUT", "/watchlists/{id}", this::put)
                .on("DELETE", "/watchlists/{id}", this::delete)
                .on("GET", "/watchlists/{id}/watchlistItems", this::list)
                .on("GET", item, r -> Answer.json(200, item(r)))
                .on("PUT", item, this::putItem)
                .on("DELETE", item, this::deleteItem);
    }

    /** Each watchlist with what its rows say. */
    ListValue state() {
        return watchlists.map(
                row -> {
                    List<Value> rows = new ArrayList<>();
                    for (MapValue item : items(Company.text(row, "name")).rows()) {
                        rows.add(properties(item).entries().get("itemsKeyValue"));
                    }
                    return MapValue.builder()
                            .put("id", Company.text(row, "name"))
                            .put("displayName", Company.text(properties(row), "displayName"))
                            .put("rows", new ListValue(rows))
                            .build();
                });
    }

    private Answer look(Request request) {
        MapValue watchlist = watchlist(request.id());
        switch (Company.text(properties(watchlist), "provisioningState")) {
            case "InProgress" -> {
                state(watchlist, "Succeeded", "Complete");
                return Answer.json(200, watchlist);
            }
            case "Deleting" -> {
                watchlists.remove(request.id());
                items.remove(request.id());
                return Answer.json(200, watchlist);
            }
            default -> {
                return Answer.json(200, watchlist);
            }
        }
    }

    private Answer put(Request request) {
        MapValue given = SentinelWorkspace.properties(ArmErrors.body(request), WRITABLE);
        for (String name : List.of("displayName", "provider", "itemsSearchKey")) {
            SentinelWorkspace.required(given, name);
        }
        boolean isNew = watchlists.get(request.id()) == null;
        Map<String, Value> properties = new LinkedHashMap<>(given.entries());
        for (String name : List.of("rawContent", "contentType", "numberOfLinesToSkip")) {
            properties.remove(name);
        }
        String content = given.text("rawContent");
        StringValue now = new StringValue(workspace.company().now());
        properties.put("watchlistAlias", new StringValue(request.id()));
        properties.put("isDeleted", BoolValue.FALSE);
        properties.put("created", now);
        properties.put("updated", now);
        properties.put(
                "provisioningState", new StringValue(content == null ? "Succeeded" : "InProgress"));
        properties.put(
                "uploadStatus", new StringValue(content == null ? "Complete" : "InProgress"));
        MapValue row = workspace.resource("watchlists", request.id(), new MapValue(properties));
        if (content != null) {
            upload(request.id(), content, SentinelWorkspace.required(given, "itemsSearchKey"));
        }
        watchlists.put(row);
        return Answer.json(isNew ? 201 : 200, row);
    }

    /** Fields without quotes; a quoted comma is more than the lab reads. */
    private void upload(String watchlist, String content, String key) {
        List<String> lines = content.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || content.indexOf('"') >= 0) {
            throw SentinelWorkspace.invalid("The lab reads CSV with a header and without quotes.");
        }
        String[] names = lines.getFirst().split(",", -1);
        if (!List.of(names).contains(key)) {
            throw SentinelWorkspace.invalid(
                    "The search key '" + key + "' is not in the header of the content.");
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            MapValue.Builder values = MapValue.builder();
            for (int i = 0; i < names.length; i++) {
                values.put(names[i], i < fields.length ? fields[i] : "");
            }
            MapValue row = values.build();
            save(watchlist, nameOf(watchlist, key, row), MapValue.of("itemsKeyValue", row));
        }
    }

    /** A row with a search key that is there already takes its place. */
    private String nameOf(String watchlist, String key, MapValue values) {
        for (MapValue item : items(watchlist).rows()) {
            MapValue known = (MapValue) properties(item).entries().get("itemsKeyValue");
            if (Company.text(known, key).equals(Company.text(values, key))) {
                return Company.text(item, "name");
            }
        }
        return workspace.company().nextGuid();
    }

    private Answer delete(Request request) {
        MapValue watchlist = watchlists.get(request.id());
        if (watchlist == null) {
            return Answer.empty(204);
        }
        if (Company.text(properties(watchlist), "uploadStatus").equals("InProgress")) {
            throw ArmErrors.refuse(
                    409, "Conflict", "The watchlist is being uploaded and cannot be deleted.");
        }
        state(watchlist, "Deleting", "Complete");
        return Answer.empty(202);
    }

    private void state(MapValue watchlist, String provisioning, String upload) {
        MapValue properties =
                Table.with(
                        properties(watchlist), "provisioningState", new StringValue(provisioning));
        watchlists.set(
                watchlist,
                "properties",
                Table.with(properties, "uploadStatus", new StringValue(upload)));
    }

    private Answer list(Request request) {
        watchlist(request.id());
        return workspace.page(request, items(request.id()).rows());
    }

    private Answer putItem(Request request) {
        MapValue watchlist = watchlist(request.id());
        MapValue body = ArmErrors.body(request);
        MapValue given =
                SentinelWorkspace.properties(body, Set.of("itemsKeyValue", "entityMapping"));
        String key = Company.text(properties(watchlist), "itemsSearchKey");
        if (!(given.get("itemsKeyValue") instanceof MapValue values) || values.get(key) == null) {
            throw SentinelWorkspace.invalid("'itemsKeyValue' lacks the search key '" + key + "'.");
        }
        MapValue old = items(request.id()).get(request.variables().get(1));
        if (old != null) {
            SentinelWorkspace.checkEtag(old, body);
        }
        MapValue row = save(request.id(), request.variables().get(1), given);
        return Answer.json(old == null ? 201 : 200, row);
    }

    private Answer deleteItem(Request request) {
        watchlist(request.id());
        boolean was = items(request.id()).remove(request.variables().get(1));
        return Answer.empty(was ? 200 : 204);
    }

    private MapValue save(String watchlist, String name, MapValue given) {
        StringValue now = new StringValue(workspace.company().now());
        Map<String, Value> properties = new LinkedHashMap<>(given.entries());
        properties.put("watchlistItemId", new StringValue(name));
        properties.put("isDeleted", BoolValue.FALSE);
        properties.put("created", now);
        properties.put("updated", now);
        String type = "watchlists/" + watchlist + "/watchlistItems";
        return items(watchlist).put(workspace.resource(type, name, new MapValue(properties)));
    }

    private MapValue watchlist(String name) {
        MapValue watchlist = watchlists.get(name);
        if (watchlist == null) {
            throw SentinelWorkspace.notFound("Watchlist", name);
        }
        return watchlist;
    }

    private MapValue item(Request request) {
        watchlist(request.id());
        MapValue item = items(request.id()).get(request.variables().get(1));
        if (item == null) {
            throw SentinelWorkspace.notFound("WatchlistItem", request.variables().get(1));
        }
        return item;
    }

    private Table items(String watchlist) {
        return items.computeIfAbsent(watchlist, _ -> new Table("name"));
    }

    private static MapValue properties(MapValue row) {
        return (MapValue) row.entries().get("properties");
    }
}
