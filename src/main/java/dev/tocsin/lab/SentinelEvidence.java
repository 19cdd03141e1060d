package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Alerts, bookmarks and entities of incidents. People and devices are those of the company, in the
 * words of Sentinel.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/rest/api/securityinsights/incidents/list-entities">entities
 *     of an incident</a>
 */
final class SentinelEvidence {

    private final SentinelWorkspace workspace;
    private final SentinelIncidents incidents;
    private final SentinelParts parts;
    private final SentinelBookmarks bookmarks;
    private final Table alerts = new Table("name");
    private final Map<String, List<MapValue>> entities = new LinkedHashMap<>();

    /**
     * @param start with {@code alerts}, each with the {@code incident} it is of or null, and {@code
     *     incidents}, each with its {@code entities}
     */
    SentinelEvidence(
            SentinelWorkspace workspace,
            SentinelIncidents incidents,
            SentinelParts parts,
            SentinelBookmarks bookmarks,
            MapValue start) {
        this.workspace = workspace;
        this.incidents = incidents;
        this.parts = parts;
        this.bookmarks = bookmarks;
        for (Value item : rows(start, "alerts")) {
            alerts.put((MapValue) item);
        }
        for (Value item : rows(start, "incidents")) {
            List<MapValue> all = new ArrayList<>();
            rows((MapValue) item, "entities").forEach(each -> all.add(entity((MapValue) each)));
            entities.put(Company.text((MapValue) item, "name"), all);
        }
    }

    void addTo(Routes routes) {
        routes.on("POST", "/incidents/{id}/alerts", this::alerts)
                .on("POST", "/incidents/{id}/bookmarks", this::bookmarks)
                .on("POST", "/incidents/{id}/entities", this::entities);
    }

    private Answer alerts(Request request) {
        incidents.incident(request.id());
        List<Value> found = new ArrayList<>();
        for (MapValue alert : alerts.rows()) {
            String name = Company.text(alert, "name");
            if (request.id().equals(alert.text("incident")) || isRelated(request.id(), name)) {
                MapValue properties = (MapValue) alert.entries().get("properties");
                found.add(workspace.entity("SecurityAlert", name, properties));
            }
        }
        return Answer.json(200, MapValue.of("value", new ListValue(found)));
    }

    private Answer bookmarks(Request request) {
        incidents.incident(request.id());
        List<Value> found = new ArrayList<>();
        for (MapValue bookmark : bookmarks.rows().rows()) {
            String name = Company.text(bookmark, "name");
            if (isRelated(request.id(), name)) {
                MapValue properties = (MapValue) bookmark.entries().get("properties");
                found.add(workspace.entity("Bookmark", name, properties));
            }
        }
        return Answer.json(200, MapValue.of("value", new ListValue(found)));
    }

    private boolean isRelated(String incident, String name) {
        return parts.related(incident).stream()
                .anyMatch(id -> id.toLowerCase(Locale.ROOT).endsWith("/" + name));
    }

    private Answer entities(Request request) {
        incidents.incident(request.id());
        List<MapValue> found = entities.getOrDefault(request.id(), List.of());
        Map<String, Integer> counts = new LinkedHashMap<>();
        found.forEach(entity -> counts.merge(Company.text(entity, "kind"), 1, Integer::sum));
        List<Value> metaData = new ArrayList<>();
        counts.forEach(
                (kind, count) ->
                        metaData.add(
                                MapValue.builder()
                                        .put("entityKind", kind)
                                        .put("count", IntValue.of(count))
                                        .build()));
        return Answer.json(
                200,
                MapValue.builder()
                        .put("entities", new ListValue(List.copyOf(found)))
                        .put("metaData", new ListValue(metaData))
                        .build());
    }

    private MapValue entity(MapValue start) {
        String name = Company.text(start, "name");
        String user = start.text("user");
        if (user != null) {
            return workspace.entity("Account", name, account(user));
        }
        String device = start.text("device");
        if (device != null) {
            return workspace.entity("Host", name, host(device));
        }
        MapValue properties = (MapValue) start.entries().get("properties");
        return workspace.entity(Company.text(start, "kind"), name, properties);
    }

    private MapValue account(String id) {
        MapValue user = workspace.company().users().get(id);
        if (user == null) {
            throw new IllegalStateException("the lab's Sentinel names the unknown user " + id);
        }
        String[] upn = Company.text(user, "userPrincipalName").split("@", 2);
        return MapValue.builder()
                .put("accountName", upn[0])
                .put("upnSuffix", upn[1])
                .put("aadUserId", id)
                .put("displayName", Company.text(user, "displayName"))
                .put("isDomainJoined", true)
                .put("friendlyName", upn[0])
                .build();
    }

    private MapValue host(String id) {
        MapValue device = workspace.company().devices().get(id);
        if (device == null) {
            throw new IllegalStateException("the lab's Sentinel names the unknown device " + id);
        }
        String[] name = Company.text(device, "computerDnsName").split("\\.", 2);
        return MapValue.builder()
                .put("hostName", name[0])
                .put("dnsDomain", name[1])
                .put("osFamily", "Windows")
                .put("osVersion", Company.text(device, "version"))
                .put("isDomainJoined", true)
                .put("friendlyName", name[0])
                .put(
                        "additionalData",
                        MapValue.builder()
                                .put("MdatpDeviceId", id)
                                .put("LastIpAddress", Company.text(device, "lastIpAddress"))
                                .build())
                .build();
    }

    private static List<Value> rows(MapValue start, String name) {
        return start.get(name) instanceof ListValue(List<Value> items) ? items : List.of();
    }
}
