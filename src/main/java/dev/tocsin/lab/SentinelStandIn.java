package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Microsoft Sentinel in one workspace, as Azure Resource Manager offers it.
 *
 * @see <a href="https://learn.microsoft.com/en-us/rest/api/securityinsights/">Sentinel REST API</a>
 */
final class SentinelStandIn implements StandIn {

    private final Site site;
    private final SentinelWorkspace workspace;
    private final SentinelIncidents incidents;
    private final SentinelParts parts;
    private final SentinelBookmarks bookmarks;
    private final SentinelWatchlists watchlists;
    private final SentinelIndicators indicators;
    private final Routes routes = new Routes();

    SentinelStandIn(Site site) {
        this.site = site;
        MapValue start = site.company().section(service());
        MapValue settings = (MapValue) start.entries().get("workspace");
        workspace = new SentinelWorkspace(site.company(), settings, site.baseUrl() + prefix());
        incidents = new SentinelIncidents(workspace, rows(start, "incidents"));
        Set<String> logicApps = new HashSet<>();
        for (Value app : rows(start, "logicApps").items()) {
            logicApps.add(((StringValue) app).value().toLowerCase(Locale.ROOT));
        }
        parts = new SentinelParts(workspace, incidents, logicApps);
        bookmarks = new SentinelBookmarks(workspace, start);
        watchlists = new SentinelWatchlists(workspace, start);
        indicators = new SentinelIndicators(workspace);
        incidents.addTo(routes);
        parts.addTo(routes);
        bookmarks.addTo(routes);
        watchlists.addTo(routes);
        indicators.addTo(routes);
        new SentinelEvidence(workspace, incidents, parts, bookmarks, start).addTo(routes);
    }

    @Override
    public String service() {
        return "sentinel";
    }

    @Override
    public String prefix() {
        return "/sentinel";
    }

    @Override
    public Reach reach() {
        return site.entra(service(), prefix(), "https://management.azure.com/.default")
                .settings(workspace.settings());
    }

    @Override
    public @Nullable Answer answer(Request request) {
        Answer unauthorized = ArmErrors.unauthorized(site.tokens(), request);
        return unauthorized == null ? routes.answer(workspace.below(request)) : unauthorized;
    }

    @Override
    public Answer failure(int status) {
        return ArmErrors.answer(status);
    }

    @Override
    public MapValue state() {
        List<Value> shown = new ArrayList<>();
        for (MapValue row : incidents.rows().rows()) {
            shown.add(incident(row));
        }
        return MapValue.builder()
                .put("sentinelIncidents", new ListValue(shown))
                .put("sentinelPlaybookRuns", parts.runs())
                .put("sentinelWatchlists", watchlists.state())
                .put("sentinelIndicators", indicators.state())
                .put(
                        "sentinelBookmarks",
                        bookmarks
                                .rows()
                                .map(
                                        row ->
                                                MapValue.builder()
                                                        .put("id", Company.text(row, "name"))
                                                        .put(
                                                                "displayName",
                                                                shown(row, "displayName"))
                                                        .build()))
                .build();
    }

    private MapValue incident(MapValue row) {
        String name = Company.text(row, "name");
        MapValue properties = (MapValue) row.entries().get("properties");
        MapValue owner = (MapValue) properties.entries().get("owner");
        List<Value> labels = new ArrayList<>();
        for (Value label : ((ListValue) properties.entries().get("labels")).items()) {
            labels.add(shown((MapValue) label, "labelName"));
        }
        return MapValue.builder()
                .put("id", name)
                .put("title", shown(row, "title"))
                .put("severity", shown(row, "severity"))
                .put("status", shown(row, "status"))
                .put("classification", shown(row, "classification"))
                .put("classificationReason", shown(row, "classificationReason"))
                .put("owner", shown(owner, "userPrincipalName"))
                .put("labels", new ListValue(labels))
                .put("comments", new ListValue(parts.texts(name, true)))
                .put("tasks", new ListValue(parts.texts(name, false)))
                .put("added", new ListValue(added(name)))
                .build();
    }

    private List<Value> added(String incident) {
        List<Value> names = new ArrayList<>();
        parts.related(incident)
                .forEach(id -> names.add(new StringValue(id.substring(id.lastIndexOf('/') + 1))));
        return names;
    }

    /** A field of a row, or of its properties. */
    private static Value shown(MapValue row, String name) {
        Value value =
                row.get("properties") instanceof MapValue properties
                        ? properties.get(name)
                        : row.get(name);
        return value == null ? dev.tocsin.value.NullValue.NULL : value;
    }

    private static ListValue rows(MapValue start, String name) {
        return start.get(name) instanceof ListValue rows ? rows : ListValue.EMPTY;
    }
}
