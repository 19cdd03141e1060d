package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/**
 * Alerts made from an event that hunting found. One that is open with the same device and title
 * takes the event in; else an investigation of the device begins.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/defender-endpoint/api/create-alert-by-reference">create
 *     alert</a>
 */
final class DefenderAlertCreation {

    private static final Set<String> FIELDS =
            Set.of(
                    "eventTime",
                    "reportId",
                    "machineId",
                    "severity",
                    "title",
                    "description",
                    "recommendedAction",
                    "category");
    private static final Set<String> CATEGORIES =
            Set.of(
                    "General",
                    "CommandAndControl",
                    "Collection",
                    "CredentialAccess",
                    "DefenseEvasion",
                    "Discovery",
                    "Exfiltration",
                    "Exploit",
                    "Execution",
                    "InitialAccess",
                    "LateralMovement",
                    "Malware",
                    "Persistence",
                    "PrivilegeEscalation",
                    "Ransomware",
                    "SuspiciousActivity");

    private final DefenderTenant tenant;
    private final DefenderInvestigations investigations;
    private final Table events;
    private int created;

    DefenderAlertCreation(DefenderTenant tenant, DefenderInvestigations investigations) {
        this.tenant = tenant;
        this.investigations = investigations;
        this.events = tenant.table("events", "id");
    }

    void addTo(Routes routes) {
        routes.on("POST", "/alerts/CreateAlertByReference", this::create)
                .on("POST", "/alerts/createAlertByReference", this::create);
    }

    private Answer create(Request request) {
        MapValue body = tenant.body(request, FIELDS);
        FIELDS.stream().sorted().forEach(field -> tenant.required(body, field));
        tenant.oneOf(body, "severity", Set.of("Low", "Medium", "High"));
        tenant.oneOf(body, "category", CATEGORIES);
        MapValue event = events.get(Company.text(body, "reportId"));
        if (event == null || !isOf(event, body)) {
            throw tenant.errors().refuse(404, "ResourceNotFound", "The event was not found.");
        }
        MapValue open = open(body);
        return Answer.json(200, open == null ? made(body) : open);
    }

    private static boolean isOf(MapValue event, MapValue body) {
        return Company.text(event, "machineId").equals(body.text("machineId"))
                && Company.text(event, "eventTime").equals(body.text("eventTime"));
    }

    private @Nullable MapValue open(MapValue body) {
        for (MapValue alert : tenant.company().defenderAlerts().rows()) {
            if (Company.text(body, "machineId").equals(alert.text("machineId"))
                    && Company.text(body, "title").equals(alert.text("title"))
                    && !"Resolved".equals(alert.text("status"))) {
                return alert;
            }
        }
        return null;
    }

    private MapValue made(MapValue body) {
        Company company = tenant.company();
        MapValue device = tenant.device(Company.text(body, "machineId"));
        String id = String.format(Locale.ROOT, "da6390000000000010%02d_-2000000001", ++created);
        MapValue investigation = investigations.begin(device, id);
        MapValue alert =
                MapValue.builder()
                        .put("id", id)
                        .put("incidentId", IntValue.of(950 + created))
                        .put("investigationId", Long.parseLong(Company.text(investigation, "id")))
                        .put("assignedTo", NullValue.NULL)
                        .put("severity", Company.text(body, "severity"))
                        .put("status", "New")
                        .put("classification", NullValue.NULL)
                        .put("determination", NullValue.NULL)
                        .put("investigationState", Company.text(investigation, "state"))
                        .put("detectionSource", "CustomerTI")
                        .put("detectorId", NullValue.NULL)
                        .put("category", Company.text(body, "category"))
                        .put("threatFamilyName", NullValue.NULL)
                        .put("title", Company.text(body, "title"))
                        .put("description", Company.text(body, "description"))
                        .put("alertCreationTime", company.now())
                        .put("firstEventTime", Company.text(body, "eventTime"))
                        .put("lastEventTime", Company.text(body, "eventTime"))
                        .put("lastUpdateTime", company.now())
                        .put("resolvedTime", NullValue.NULL)
                        .put("machineId", Company.text(device, "id"))
                        .put("computerDnsName", Company.text(device, "computerDnsName"))
                        .put("rbacGroupName", Company.text(device, "rbacGroupName"))
                        .put("aadTenantId", new StringValue(company.access().tenant()))
                        .put("threatName", NullValue.NULL)
                        .put("mitreTechniques", ListValue.EMPTY)
                        .put("relatedUser", NullValue.NULL)
                        .put("comments", ListValue.EMPTY)
                        .put("evidence", ListValue.EMPTY)
                        .build();
        return company.defenderAlerts().put(alert);
    }
}
