package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * The device, user, files, addresses and domains of an alert of Defender for Endpoint.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/get-alert-related-files-info">files
 *     of an alert</a>
 */
final class DefenderAlertEntities {

    private final DefenderTenant tenant;
    private final DefenderAlerts alerts;
    private final DefenderStatistics statistics;
    private final Table users;
    private final Table related;

    DefenderAlertEntities(
            DefenderTenant tenant, DefenderAlerts alerts, DefenderStatistics statistics) {
        this.tenant = tenant;
        this.alerts = alerts;
        this.statistics = statistics;
        this.users = tenant.table("users", "id");
        this.related = tenant.table("related", "id");
    }

    void addTo(Routes routes) {
        routes.on("GET", "/alerts/{id}/machine", this::machine)
                .on("GET", "/alerts/{id}/user", this::user)
                .on("GET", "/alerts/{id}/files", this::files)
                .on("GET", "/alerts/{id}/ips", request -> names(request, "ips", "Ips", "id"))
                .on(
                        "GET",
                        "/alerts/{id}/domains",
                        request -> names(request, "domains", "Domains", "host"));
    }

    private Answer machine(Request request) {
        MapValue alert = alerts.alert(request.id());
        MapValue device = tenant.company().devices().get(Company.text(alert, "machineId"));
        if (device == null) {
            throw tenant.errors().refuse(404, "ResourceNotFound", "The alert has no machine.");
        }
        return Answer.json(200, DefenderMachines.shown(device));
    }

    private Answer user(Request request) {
        MapValue alert = alerts.alert(request.id());
        MapValue user =
                alert.get("relatedUser") instanceof MapValue named
                        ? users.get(
                                Company.text(named, "domainName")
                                        + "\\"
                                        + Company.text(named, "userName"))
                        : null;
        if (user == null) {
            throw tenant.errors().refuse(404, "ResourceNotFound", "The alert has no user.");
        }
        return DefenderTenant.entity(200, "Users", user);
    }

    private Answer files(Request request) {
        List<MapValue> files = new ArrayList<>();
        for (String sha1 : names(request, "files")) {
            files.add(statistics.file(sha1));
        }
        return tenant.page(DefenderCollection.plain("Files"), files, request);
    }

    private Answer names(Request request, String list, String collection, String field) {
        List<MapValue> rows = new ArrayList<>();
        for (String name : names(request, list)) {
            rows.add(MapValue.of(field, new StringValue(name)));
        }
        return tenant.page(DefenderCollection.plain(collection), rows, request);
    }

    private List<String> names(Request request, String list) {
        MapValue row = related.get(Company.text(alerts.alert(request.id()), "id"));
        List<String> names = new ArrayList<>();
        if (row != null && row.get(list) instanceof ListValue(List<Value> items)) {
            items.forEach(item -> names.add(((StringValue) item).value()));
        }
        return names;
    }
}
