package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The machines of Defender for Endpoint.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/machine">machines</a>
 */
final class DefenderMachines {

    private static final DefenderCollection MACHINES =
            new DefenderCollection(
                    "Machines",
                    Set.of(
                            "computerDnsName",
                            "id",
                            "version",
                            "deviceValue",
                            "aadDeviceId",
                            "machineTags",
                            "lastSeen",
                            "exposureLevel",
                            "onboardingStatus",
                            "lastIpAddress",
                            "healthStatus",
                            "osPlatform",
                            "riskScore",
                            "rbacGroupId"));

    /** Says how machine actions end on a device; of the lab, so never shown as the service's. */
    static final String ACTIONS_END = "actionsEnd";

    private final DefenderTenant tenant;
    private final Company company;
    private final DefenderErrors errors;

    DefenderMachines(DefenderTenant tenant) {
        this.tenant = tenant;
        this.company = tenant.company();
        this.errors = tenant.errors();
    }

    void addTo(Routes routes) {
        routes.on("GET", "/machines", request -> tenant.page(MACHINES, all(), request))
                .on("GET", "/machines/findbytag", this::findByTag)
                .on("GET", "/machines/{id}", this::get)
                .on("GET", "/machines/{id}/alerts", this::alerts)
                .on("GET", "/machines/{id}/logonusers", this::users)
                .on("POST", "/machines/{id}/tags", this::tag)
                .on("GET", "/users/{id}/machines", this::ofUser);
    }

    /** The device as the service shows it. */
    static MapValue shown(MapValue device) {
        Map<String, Value> entries = new LinkedHashMap<>(device.entries());
        entries.remove(ACTIONS_END);
        return new MapValue(entries);
    }

    private Answer get(Request request) {
        String id = request.id();
        if (id.startsWith("findbyip(") && id.endsWith(")")) {
            return findByIp(id.substring("findbyip(".length(), id.length() - 1), request);
        }
        return Answer.json(200, tenant.selected(request, shown(tenant.device(id))));
    }

    private Answer findByIp(String arguments, Request request) {
        String ip = "";
        String time = "";
        for (String argument : arguments.split(",")) {
            if (argument.startsWith("ip='") && argument.endsWith("'")) {
                ip = argument.substring(4, argument.length() - 1);
            } else if (argument.startsWith("timestamp=")) {
                time = argument.substring("timestamp=".length());
            }
        }
        Instant at;
        try {
            at = Instant.parse(time);
        } catch (DateTimeException _) {
            throw errors.refuse(400, "InvalidInput", "The timestamp is not valid.");
        }
        if (at.isBefore(company.instant().minus(Duration.ofDays(30)))) {
            throw errors.refuse(400, "InvalidInput", "The timestamp is more than 30 days ago.");
        }
        List<MapValue> found = new ArrayList<>();
        for (MapValue device : all()) {
            if (ip.equals(device.text("lastIpAddress"))) {
                found.add(device);
            }
        }
        return tenant.page(DefenderCollection.plain("Machines"), found, request);
    }

    private Answer findByTag(Request request) {
        tenant.options(request, "tag", "useStartsWithFilter");
        String tag = request.query().getOrDefault("tag", "");
        if (tag.isEmpty()) {
            throw errors.refuse(400, "MissingRequiredParameter", "Parameter tag is missing.");
        }
        boolean starts = "true".equals(request.query().get("useStartsWithFilter"));
        List<MapValue> found = new ArrayList<>();
        for (MapValue device : all()) {
            for (Value item : ((ListValue) device.entries().get("machineTags")).items()) {
                String text = ((StringValue) item).value();
                if (starts ? text.startsWith(tag) : text.equals(tag)) {
                    found.add(device);
                    break;
                }
            }
        }
        return machines(found);
    }

    private Answer alerts(Request request) {
        String id = Company.text(tenant.device(request.id()), "id");
        List<MapValue> found = new ArrayList<>();
        for (MapValue alert : company.defenderAlerts().rows()) {
            if (id.equals(alert.text("machineId"))) {
                found.add(alert);
            }
        }
        return tenant.page(DefenderAlerts.ALERTS, found, request);
    }

    private Answer users(Request request) {
        String id = Company.text(tenant.device(request.id()), "id");
        Map<String, MapValue> found = new LinkedHashMap<>();
        for (MapValue row : processes()) {
            if (id.equals(row.text("DeviceId"))) {
                String name = Company.text(row, "AccountName");
                String domain = Company.text(row, "AccountDomain");
                found.putIfAbsent(
                        name,
                        MapValue.builder()
                                .put("id", domain + "\\" + name)
                                .put("accountName", name)
                                .put("accountDomain", domain)
                                .put("lastSeen", Company.text(row, "Timestamp"))
                                .put("logonTypes", "Interactive")
                                .put("isDomainAdmin", false)
                                .put("isOnlyNetworkUser", false)
                                .build());
            }
        }
        return tenant.page(DefenderCollection.plain("Users"), found.values(), request);
    }

    /** The id is the user's name without the domain; somebody unknown has no devices. */
    private Answer ofUser(Request request) {
        Map<String, MapValue> found = new LinkedHashMap<>();
        for (MapValue row : processes()) {
            MapValue device = company.devices().get(Company.text(row, "DeviceId"));
            if (device != null && request.id().equalsIgnoreCase(row.text("AccountName"))) {
                found.putIfAbsent(Company.text(device, "id"), shown(device));
            }
        }
        return tenant.page(DefenderCollection.plain("Machines"), found.values(), request);
    }

    private List<MapValue> processes() {
        List<MapValue> rows = company.hunting("DeviceProcessEvents");
        return rows == null ? List.of() : rows;
    }

    private Answer tag(Request request) {
        MapValue device = tenant.device(request.id());
        MapValue body = request.json();
        String value = body == null ? null : body.text("Value");
        String action = body == null ? null : body.text("Action");
        if (value == null || action == null || !List.of("Add", "Remove").contains(action)) {
            throw errors.refuse(400, "InvalidRequestBody", "Value and Action are needed.");
        }
        List<Value> tags =
                new ArrayList<>(((ListValue) device.entries().get("machineTags")).items());
        tags.remove(new StringValue(value));
        if (action.equals("Add")) {
            tags.add(new StringValue(value));
        }
        return Answer.json(
                200, shown(company.devices().set(device, "machineTags", new ListValue(tags))));
    }

    private List<MapValue> all() {
        List<MapValue> all = new ArrayList<>();
        company.devices().rows().forEach(device -> all.add(shown(device)));
        return all;
    }

    /** The query of this one names a tag, and nothing that a collection knows. */
    private static Answer machines(List<MapValue> found) {
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", DefenderCollection.METADATA + "Machines")
                        .put("value", new ListValue(List.copyOf(found)))
                        .build());
    }
}
