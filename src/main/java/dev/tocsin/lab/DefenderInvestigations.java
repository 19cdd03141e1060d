package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Automated investigations: {@code Queued}, then on by one state with each look, {@code Running},
 * {@code Benign}, as machine actions do.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/investigation">investigations</a>
 */
final class DefenderInvestigations {

    private static final DefenderCollection INVESTIGATIONS =
            new DefenderCollection(
                    "Investigations",
                    Set.of("startTime", "id", "state", "machineId", "triggeringAlertId"));
    private static final List<String> SHOWN =
            List.of("id", "computerDnsName", "state", "triggeringAlertId");

    private final DefenderTenant tenant;
    private final Table investigations;
    private long lastId = 63_004;

    DefenderInvestigations(DefenderTenant tenant) {
        this.tenant = tenant;
        this.investigations = tenant.table("investigations", "id");
    }

    void addTo(Routes routes) {
        routes.on("POST", "/machines/{id}/startInvestigation", this::start)
                .on(
                        "GET",
                        "/investigations",
                        request -> tenant.page(INVESTIGATIONS, investigations.rows(), request))
                .on("GET", "/investigations/{id}", this::look);
    }

    /** A new investigation of a device, because of an alert or, where that is null, of a person. */
    MapValue begin(MapValue device, @Nullable String alertId) {
        do {
            lastId++;
        } while (investigations.get(Long.toString(lastId)) != null);
        return investigations.put(
                MapValue.builder()
                        .put("id", Long.toString(lastId))
                        .put("startTime", tenant.company().now())
                        .put("endTime", NullValue.NULL)
                        .put("state", "Queued")
                        .put("cancelledBy", NullValue.NULL)
                        .put("statusDetails", NullValue.NULL)
                        .put("machineId", Company.text(device, "id"))
                        .put("computerDnsName", Company.text(device, "computerDnsName"))
                        .put(
                                "triggeringAlertId",
                                alertId == null ? NullValue.NULL : new StringValue(alertId))
                        .build());
    }

    ListValue state() {
        return investigations.map(row -> Table.only(row, SHOWN));
    }

    private Answer start(Request request) {
        MapValue device = tenant.device(request.id());
        tenant.required(tenant.body(request, Set.of("Comment")), "Comment");
        return DefenderTenant.entity(201, "Investigations", begin(device, null));
    }

    /** By its own id, or by the id of the alert that triggered it. */
    private Answer look(Request request) {
        tenant.options(request);
        MapValue found = investigations.get(request.id());
        if (found == null) {
            found = investigations.find("triggeringAlertId", request.id());
        }
        if (found == null) {
            throw tenant.errors()
                    .refuse(
                            404,
                            "ResourceNotFound",
                            "Investigation " + request.id() + " was not found.");
        }
        return DefenderTenant.entity(
                200,
                "Investigations",
                switch (Company.text(found, "state")) {
                    case "Queued" -> investigations.set(found, "state", "Running");
                    case "Running" -> end(found);
                    default -> found;
                });
    }

    private MapValue end(MapValue running) {
        MapValue device = tenant.company().devices().get(Company.text(running, "machineId"));
        boolean fails =
                device != null && "Failed".equals(device.text(DefenderMachines.ACTIONS_END));
        MapValue ended = Table.with(running, "endTime", new StringValue(tenant.company().now()));
        return investigations.set(ended, "state", fails ? "Failed" : "Benign");
    }
}
