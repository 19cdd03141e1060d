package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked of a machine: one POST for each type of action. The service answers a second
 * request of a type with its pending action or, as here, with an error.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/isolate-machine">isolate
 *     machine</a>
 */
final class MachineActionRequests {

    private static final Set<String> ISOLATIONS = Set.of("Full", "Selective", "UnManagedDevice");
    private static final Set<String> SCANS = Set.of("Quick", "Full");

    private final DefenderTenant tenant;
    private final MachineActions actions;
    private final LiveResponse liveResponse;

    MachineActionRequests(
            DefenderTenant tenant, MachineActions actions, LiveResponse liveResponse) {
        this.tenant = tenant;
        this.actions = actions;
        this.liveResponse = liveResponse;
    }

    void addTo(Routes routes) {
        plain(routes, "unisolate", "Unisolate", 201);
        plain(routes, "restrictCodeExecution", "RestrictCodeExecution", 201);
        plain(routes, "unrestrictCodeExecution", "UnrestrictCodeExecution", 201);
        plain(routes, "collectInvestigationPackage", "CollectInvestigationPackage", 201);
        // The page of this one says 200.
        plain(routes, "offboard", "Offboard", 200);
        routes.on("POST", "/machines/{id}/isolate", this::isolate)
                .on("POST", "/machines/{id}/runAntiVirusScan", this::scan)
                .on("POST", "/machines/{id}/StopAndQuarantineFile", this::quarantine)
                .on("POST", "/machines/{id}/runliveresponse", this::respond);
    }

    private void plain(Routes routes, String path, String type, int status) {
        routes.on(
                "POST",
                "/machines/{id}/" + path,
                request -> {
                    body(request);
                    return start(request, new Wish(type, null, NullValue.NULL), status);
                });
    }

    private Answer isolate(Request request) {
        MapValue body = body(request, "IsolationType");
        String type =
                body.get("IsolationType") == null
                        ? "Full"
                        : tenant.oneOf(body, "IsolationType", ISOLATIONS);
        return start(request, new Wish("Isolate", type, NullValue.NULL), 201);
    }

    private Answer scan(Request request) {
        String type = tenant.oneOf(body(request, "ScanType"), "ScanType", SCANS);
        return start(request, new Wish("RunAntiVirusScan", type, NullValue.NULL), 201);
    }

    private Answer quarantine(Request request) {
        String sha1 = tenant.required(body(request, "Sha1"), "Sha1");
        if (sha1.length() != 40 || !IndicatorRules.isHash(sha1)) {
            throw tenant.errors()
                    .refuse(400, "InvalidHashValue", "Hash value " + sha1 + " is invalid.");
        }
        MapValue file =
                MapValue.builder()
                        .put("fileIdentifier", sha1)
                        .put("fileIdentifierType", "Sha1")
                        .build();
        return start(request, new Wish("StopAndQuarantineFile", null, file), 201);
    }

    private Answer respond(Request request) {
        ListValue commands = liveResponse.commands(body(request, "Commands"));
        MapValue device = device(request);
        if (actions.open(device, "LiveResponse") != null) {
            throw tenant.errors()
                    .refuse(400, "ActiveRequestAlreadyExists", "Action is already in progress");
        }
        return start(request, new Wish("LiveResponse", null, NullValue.NULL, commands), 201);
    }

    /**
     * What is asked for besides the comment.
     *
     * @param file {@code relatedFileInfo}
     */
    private record Wish(String type, @Nullable String scope, Value file, ListValue commands) {
        Wish(String type, @Nullable String scope, Value file) {
            this(type, scope, file, ListValue.EMPTY);
        }
    }

    private MapValue body(Request request, String... fields) {
        // A device that is not there is told before a body that is wrong.
        device(request);
        Set<String> known = new LinkedHashSet<>(List.of(fields));
        known.add("Comment");
        MapValue body = request.json();
        tenant.required(body == null ? MapValue.EMPTY : body, "Comment");
        return tenant.body(request, known);
    }

    private MapValue device(Request request) {
        return tenant.device(request.id());
    }

    private Answer start(Request request, Wish wish, int status) {
        MapValue device = device(request);
        if (actions.open(device, wish.type()) != null) {
            throw tenant.errors().refuse(400, "BadRequest", "Action is already in progress");
        }
        Company company = tenant.company();
        MapValue body = request.json();
        MapValue action =
                MapValue.builder()
                        .put(
                                "@odata.context",
                                DefenderCollection.METADATA + "MachineActions/$entity")
                        .put("id", company.nextGuid())
                        .put("type", wish.type())
                        .put(
                                "scope",
                                wish.scope() == null
                                        ? NullValue.NULL
                                        : new StringValue(wish.scope()))
                        .put("title", NullValue.NULL)
                        .put("requestor", company.access().clientId())
                        .put("requestorComment", body == null ? "" : Company.text(body, "Comment"))
                        .put("requestSource", "PublicApi")
                        .put("externalID", NullValue.NULL)
                        .put("status", "Pending")
                        .put("machineId", Company.text(device, "id"))
                        .put("computerDnsName", Company.text(device, "computerDnsName"))
                        .put("creationDateTimeUtc", company.now())
                        .put("lastUpdateDateTimeUtc", company.now())
                        .put("cancellationRequestor", NullValue.NULL)
                        .put("cancellationComment", NullValue.NULL)
                        .put("cancellationDateTimeUtc", NullValue.NULL)
                        .put("errorHResult", 0)
                        .put("relatedFileInfo", wish.file())
                        .put("commands", wish.commands())
                        .build();
        return Answer.json(status, company.machineActions().put(action));
    }
}
