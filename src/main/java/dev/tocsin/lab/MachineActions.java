package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Machine actions: asked for by a POST, then going on by one state with each look at them, {@code
 * Pending}, {@code InProgress}, {@code Succeeded}. Looks and not a clock, so that a test need not
 * wait and a slow machine sees the same.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/machineaction">machine
 *     actions</a>
 */
final class MachineActions {

    private static final Set<String> ISOLATIONS = Set.of("Full", "Selective", "UnManagedDevice");
    private static final Set<String> SCANS = Set.of("Quick", "Full");

    private final Company company;
    private final DefenderErrors errors;

    MachineActions(Company company, DefenderErrors errors) {
        this.company = company;
        this.errors = errors;
    }

    void addTo(Routes routes) {
        String machine = "/machines/{id}/";
        routes.on("POST", machine + "isolate", r -> start(r, "Isolate", "IsolationType"))
                .on("POST", machine + "unisolate", r -> start(r, "Unisolate", null))
                .on(
                        "POST",
                        machine + "runAntiVirusScan",
                        r -> start(r, "RunAntiVirusScan", "ScanType"))
                .on(
                        "POST",
                        machine + "restrictCodeExecution",
                        r -> start(r, "RestrictCodeExecution", null))
                .on(
                        "POST",
                        machine + "unrestrictCodeExecution",
                        r -> start(r, "UnrestrictCodeExecution", null))
                .on(
                        "POST",
                        machine + "collectInvestigationPackage",
                        r -> start(r, "CollectInvestigationPackage", null))
                .on("GET", "/machineactions", this::list)
                .on("GET", "/machineactions/{id}", this::look)
                .on("POST", "/machineactions/{id}/cancel", this::cancel);
    }

    private Answer start(Request request, String type, @Nullable String scopeField) {
        MapValue device = company.devices().get(request.id());
        if (device == null) {
            throw errors.refuse(
                    404, "ResourceNotFound", "Machine " + request.id() + " was not found.");
        }
        MapValue body = body(request);
        String comment = comment(body);
        String scope = scopeField == null ? null : scope(body, type, scopeField);
        for (MapValue action : company.machineActions().rows()) {
            if (isOpen(action)
                    && request.id().equals(action.text("machineId"))
                    && type.equals(action.text("type"))) {
                throw errors.refuse(400, "BadRequest", "Action is already in progress");
            }
        }
        MapValue action =
                MapValue.builder()
                        .put(
                                "@odata.context",
                                "https://api.securitycenter.microsoft.com/api/$metadata"
                                        + "#MachineActions/$entity")
                        .put("id", company.nextGuid())
                        .put("type", type)
                        .put("scope", scope == null ? NullValue.NULL : new StringValue(scope))
                        .put("title", NullValue.NULL)
                        .put("requestor", company.access().clientId())
                        .put("requestorComment", comment)
                        .put("requestSource", "PublicApi")
                        .put("externalID", NullValue.NULL)
                        .put("status", "Pending")
                        .put("machineId", request.id())
                        .put("computerDnsName", Company.text(device, "computerDnsName"))
                        .put("creationDateTimeUtc", company.now())
                        .put("lastUpdateDateTimeUtc", company.now())
                        .put("cancellationRequestor", NullValue.NULL)
                        .put("cancellationComment", NullValue.NULL)
                        .put("cancellationDateTimeUtc", NullValue.NULL)
                        .put("errorHResult", 0)
                        .put("relatedFileInfo", NullValue.NULL)
                        .put("commands", ListValue.EMPTY)
                        .build();
        return Answer.json(201, company.machineActions().put(action));
    }

    private Answer list(Request request) {
        MapValue.Builder out =
                MapValue.builder()
                        .put(
                                "@odata.context",
                                "https://api.securitycenter.microsoft.com/api/$metadata"
                                        + "#MachineActions");
        return Answer.json(
                200,
                ODataQuery.apply(company.machineActions().rows(), request.query(), out).build());
    }

    private Answer look(Request request) {
        MapValue action = action(request.id());
        return Answer.json(
                200,
                switch (Company.text(action, "status")) {
                    case "Pending" -> changed(action, "InProgress");
                    case "InProgress" -> end(action);
                    default -> action;
                });
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
            default -> {}
        }
        return changed(action, "Succeeded");
    }

    private Answer cancel(Request request) {
        MapValue action = action(request.id());
        String comment = comment(body(request));
        if (!isOpen(action)) {
            throw errors.refuse(400, "BadRequest", "The action has ended already.");
        }
        MapValue cancelled = Table.with(action, "cancellationComment", new StringValue(comment));
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

    private MapValue action(String id) {
        MapValue action = company.machineActions().get(id);
        if (action == null) {
            throw errors.refuse(404, "ResourceNotFound", "Action " + id + " was not found.");
        }
        return action;
    }

    private MapValue body(Request request) {
        MapValue body = request.json();
        if (body == null) {
            throw errors.refuse(400, "InvalidRequestBody", "The body is not a JSON object.");
        }
        return body;
    }

    private String comment(MapValue body) {
        String comment = Company.text(body, "Comment");
        if (comment.isEmpty()) {
            throw errors.refuse(400, "MissingRequiredParameter", "Comment is missing.");
        }
        return comment;
    }

    private String scope(MapValue body, String type, String field) {
        Set<String> known = type.equals("Isolate") ? ISOLATIONS : SCANS;
        String scope = body.text(field);
        if (scope == null && type.equals("Isolate")) {
            return "Full";
        }
        if (scope == null) {
            throw errors.refuse(400, "MissingRequiredParameter", field + " is missing.");
        }
        if (!known.contains(scope)) {
            throw errors.refuse(400, "InvalidInput", field + " is not valid.");
        }
        return scope;
    }
}
