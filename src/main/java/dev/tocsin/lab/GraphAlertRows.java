package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Alerts and incidents as Microsoft Graph has them. A device or user among the evidence is its id
 * alone; the stand-in completes it as the device and the user are then.
 */
final class GraphAlertRows {

    private static final List<String> SEVERITIES =
            List.of("informational", "low", "medium", "high");

    private final Directory directory;
    private final List<Value> alerts = new ArrayList<>();
    private final Map<Long, MapValue> incidents = new LinkedHashMap<>();

    GraphAlertRows(Directory directory) {
        this.directory = directory;
    }

    /** Adds one of Defender for Endpoint, which has the same id here. */
    void addOfDevice(MapValue entry, int number) {
        String id = DefenderAlertRows.id(entry, number);
        keep(entry, row(entry, "microsoftDefenderForEndpoint", id));
    }

    /** Adds one of another product. */
    void add(MapValue entry, int number) {
        String source = Fields.text(entry, "source", "microsoft365Defender");
        String title = Fields.text(entry, "title", "");
        String name = "graphAlert:" + title + ":" + number;
        String derived =
                String.format(
                        Locale.ROOT,
                        "%s639%015d_-%010d",
                        prefix(source),
                        DerivedIds.number(name, 1_000_000_000_000_000L),
                        DerivedIds.number(name + "#", 10_000_000_000L));
        MapValue row = row(entry, source, Fields.text(entry, "id", derived));
        keep(entry, Fields.withRaw(entry, row));
    }

    /** {@code alerts} and {@code incidents}, in the order in which they were added. */
    MapValue rows() {
        return MapValue.builder()
                .put("alerts", new ListValue(alerts))
                .put("incidents", new ListValue(List.copyOf(incidents.values())))
                .build();
    }

    private void keep(MapValue entry, MapValue row) {
        long number = DefenderAlertRows.incident(entry, Fields.text(row, "id", ""));
        alerts.add(row);
        incidents.merge(number, incident(number, row), GraphAlertRows::joined);
    }

    private MapValue row(MapValue entry, String source, String id) {
        String title = Fields.text(entry, "title", "");
        String severity = Fields.text(entry, "severity", "medium");
        String category = Fields.text(entry, "category", "SuspiciousActivity");
        String when = Fields.moment(entry, "when", "15m ago");
        String updated = Moments.later(when, Duration.ofMinutes(1));
        String status = Fields.text(entry, "status", "new");
        long incident = DefenderAlertRows.incident(entry, id);
        return MapValue.builder()
                .put("id", id)
                .put("providerAlertId", id)
                .put("incidentId", Long.toString(incident))
                .put("status", status)
                .put("severity", severity)
                .put("classification", "unknown")
                .put("determination", "unknown")
                .put("serviceSource", source)
                .put("detectionSource", detection(source))
                .put("productName", product(source))
                .put("detectorId", DerivedIds.guid("detector", title))
                .put("alertPolicyId", NullValue.NULL)
                .put("title", title)
                .put("description", Fields.text(entry, "description", title))
                .put("recommendedActions", NullValue.NULL)
                .put("category", category)
                .put("categories", ListValue.of(new StringValue(category)))
                .put("assignedTo", NullValue.NULL)
                .put("actorDisplayName", NullValue.NULL)
                .put("threatDisplayName", NullValue.NULL)
                .put("threatFamilyName", NullValue.NULL)
                .put("mitreTechniques", Fields.list(entry, "techniques"))
                .put("systemTags", ListValue.EMPTY)
                .put("investigationState", "unsupportedAlertType")
                .put("createdDateTime", when)
                .put("lastUpdateDateTime", updated)
                .put(
                        "resolvedDateTime",
                        status.equals("resolved") ? new StringValue(updated) : NullValue.NULL)
                .put("firstActivityDateTime", Moments.later(when, Duration.ofMinutes(-5)))
                .put("lastActivityDateTime", when)
                .put("comments", ListValue.EMPTY)
                .put("evidence", evidence(entry))
                .build();
    }

    private ListValue evidence(MapValue entry) {
        List<Value> evidence = new ArrayList<>();
        Directory.Device device = directory.device(entry.text("device"));
        if (device != null) {
            evidence.add(role("compromised").put("device", device.id()).build());
        }
        Directory.Person user = directory.person(entry.text("user"));
        if (user != null) {
            evidence.add(role("compromised").put("user", user.id()).build());
        }
        for (MapValue file : Fields.entries(entry, "files")) {
            evidence.add(
                    typed("fileEvidence")
                            .put("fileDetails", EvidenceFile.of(file).toGraph())
                            .put("detectionStatus", "detected")
                            .put(
                                    "mdeDeviceId",
                                    device == null ? NullValue.NULL : new StringValue(device.id()))
                            .build());
        }
        for (String ip : Fields.texts(entry, "ips")) {
            evidence.add(
                    typed("ipEvidence")
                            .put("ipAddress", ip)
                            .put("countryLetterCode", NullValue.NULL)
                            .put("location", NullValue.NULL)
                            .put("stream", NullValue.NULL)
                            .build());
        }
        for (String url : Fields.texts(entry, "urls")) {
            evidence.add(typed("urlEvidence").put("url", url).build());
        }
        return new ListValue(evidence);
    }

    private static MapValue.Builder typed(String type) {
        MapValue.Builder out = MapValue.builder();
        out.put("@odata.type", "#microsoft.graph.security." + type);
        role("suspicious").build().entries().forEach(out::put);
        return out;
    }

    private static MapValue.Builder role(String role) {
        return MapValue.builder()
                .put("verdict", "suspicious")
                .put("roles", ListValue.of(new StringValue(role)));
    }

    private static MapValue incident(long number, MapValue alert) {
        String created = Fields.text(alert, "createdDateTime", "");
        return MapValue.builder()
                .put("id", Long.toString(number))
                .put("displayName", Fields.text(alert, "title", ""))
                .put("description", Fields.text(alert, "description", ""))
                .put("summary", NullValue.NULL)
                .put("severity", Fields.text(alert, "severity", "medium"))
                .put("priorityScore", NullValue.NULL)
                .put("status", "active")
                .put("classification", "unknown")
                .put("determination", "unknown")
                .put("assignedTo", NullValue.NULL)
                .put("customTags", ListValue.EMPTY)
                .put("systemTags", ListValue.EMPTY)
                .put("redirectIncidentId", NullValue.NULL)
                .put("resolvingComment", NullValue.NULL)
                .put("lastModifiedBy", NullValue.NULL)
                .put("createdDateTime", created)
                .put("lastUpdateDateTime", Moments.later(created, Duration.ofMinutes(1)))
                .put("comments", ListValue.EMPTY)
                .build();
    }

    /** The incident of several alerts: named after the first, as severe as the worst. */
    private static MapValue joined(MapValue first, MapValue next) {
        String before = Fields.text(first, "severity", "");
        String now = Fields.text(next, "severity", "");
        return SEVERITIES.indexOf(now) > SEVERITIES.indexOf(before)
                ? Table.with(first, "severity", new StringValue(now))
                : first;
    }

    private static String prefix(String source) {
        return switch (source) {
            case "microsoftDefenderForEndpoint" -> "da";
            case "microsoftDefenderForIdentity" -> "aa";
            case "microsoftDefenderForCloudApps" -> "ca";
            case "microsoftDefenderForOffice365" -> "fa";
            case "azureAdIdentityProtection" -> "ad";
            case "microsoftAppGovernance" -> "ma";
            case "dataLossPrevention" -> "dl";
            case "microsoftDefenderForCloud" -> "dc";
            case "microsoftSentinel" -> "sn";
            default -> "ra";
        };
    }

    /** The two enumerations name some products differently. */
    private static String detection(String source) {
        return switch (source) {
            case "microsoftDefenderForCloudApps" -> "cloudAppSecurity";
            case "microsoftAppGovernance" -> "appGovernancePolicy";
            case "dataLossPrevention" -> "microsoftDataLossPrevention";
            default -> source;
        };
    }

    private static String product(String source) {
        return switch (source) {
            case "microsoftDefenderForEndpoint" -> "Microsoft Defender for Endpoint";
            case "microsoftDefenderForIdentity" -> "Microsoft Defender for Identity";
            case "microsoftDefenderForCloudApps" -> "Microsoft Defender for Cloud Apps";
            case "microsoftDefenderForOffice365" -> "Microsoft Defender for Office 365";
            case "azureAdIdentityProtection" -> "Microsoft Entra ID Protection";
            case "microsoftAppGovernance" -> "App Governance";
            case "dataLossPrevention" -> "Microsoft Data Loss Prevention";
            case "microsoftDefenderForCloud" -> "Microsoft Defender for Cloud";
            case "microsoftSentinel" -> "Microsoft Sentinel";
            default -> "Microsoft Defender XDR";
        };
    }
}
