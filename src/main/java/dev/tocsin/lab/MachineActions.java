package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Machine actions, going on by one state with each look at them: {@code Pending}, {@code
 * InProgress}, {@code Succeeded}. Looks and not a clock, so that a test need not wait and a slow
 * machine sees the same.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/machineaction">machine
 *     actions</a>
 */
final class MachineActions {

    private static final DefenderCollection ACTIONS =
            new DefenderCollection(
                    "MachineActions",
                    Set.of(
                            "id",
                            "status",
                            "machineId",
                            "type",
                            "requestor",
                            "creationDateTimeUtc"));

    private final DefenderTenant tenant;
    private final Company company;
    private final LiveResponse liveResponse;
    private final EndpointStates states;

    MachineActions(DefenderTenant tenant, LiveResponse liveResponse, EndpointStates states) {
        this.tenant = tenant;
        this.company = tenant.company();
        this.liveResponse = liveResponse;
        this.states = states;
    }

    void addTo(Routes routes) {
        routes.on(
                        "GET",
                        "/machineactions",
                        request -> tenant.page(ACTIONS, company.machineActions().rows(), request))
                .on("GET", "/machineactions/{id}", this::look)
                .on("POST", "/machineactions/{id}/cancel", this::cancel);
    }

    /**
     * @throws RefusedException if there is none
     */
    MapValue action(String id) {
        MapValue action = company.machineActions().get(id);
        if (action == null) {
            throw tenant.errors()
                    .refuse(404, "ResourceNotFound", "Action " + id + " was not found.");
        }
        return action;
    }

    /** The action of a type that a device has not ended yet, or null. */
    @Nullable MapValue open(MapValue device, String type) {
        for (MapValue action : company.machineActions().rows()) {
            if (isOpen(action)
                    && Company.text(device, "id").equals(action.text("machineId"))
                    && type.equals(action.text("type"))) {
                return action;
            }
        }
        return null;
    }

    private Answer look(Request request) {
        MapValue action = action(request.id());
        tenant.selected(request, action);
        MapValue seen =
                switch (Company.text(action, "status")) {
                    case "Pending" -> changed(action, "InProgress");
                    case "InProgress" -> end(action);
                    default -> action;
                };
        return Answer.json(200, tenant.selected(request, seen));
    }

    private MapValue end(MapValue action) {
        String machineId = Company.text(action, "machineId");
        MapValue device = company.devices().get(machineId);
        if (device != null && "Failed".equals(device.text(DefenderMachines.ACTIONS_END))) {
            return changed(action, "Failed");
        }
        switch (Company.text(action, "type")) {
            case "Isolate" -> company.isolate(machineId, Company.text(action, "scope"));
            case "Unisolate" -> company.isolate(machineId, "None");
            case "LiveResponse" -> {
                MapValue carriedOut = liveResponse.carriedOut(action);
                return changed(
                        carriedOut, LiveResponse.succeeded(carriedOut) ? "Succeeded" : "Failed");
            }
            default -> states.apply(action);
        }
        return changed(action, "Succeeded");
    }

    private Answer cancel(Request request) {
        MapValue action = action(request.id());
        String comment = tenant.required(tenant.body(request, Set.of("Comment")), "Comment");
        if (!isOpen(action)) {
            throw tenant.errors().refuse(400, "BadRequest", "The action has ended already.");
        }
        MapValue cancelled = Table.with(action, "cancellationComment", new StringValue(comment));
        cancelled =
                Table.with(
                        cancelled,
                        "cancellationRequestor",
                        new StringValue(company.access().clientId()));
        cancelled =
                Table.with(cancelled, "cancellationDateTimeUtc", new StringValue(company.now()));
        return Answer.json(200, changed(cancelled, "Cancelled"));
    }

    private MapValue changed(MapValue action, String status) {
        MapValue next = Table.with(action, "status", new StringValue(status));
        return company.machineActions().set(next, "lastUpdateDateTimeUtc", company.now());
    }

    private static boolean isOpen(MapValue action) {
        String status = Company.text(action, "status");
        return status.equals("Pending") || status.equals("InProgress");
    }
}
