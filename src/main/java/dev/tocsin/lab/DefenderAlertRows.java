package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An alert of Defender for Endpoint, and what Defender has to say of its evidence. */
final class DefenderAlertRows {

    private static final List<String> EVIDENCE =
            List.of(
                    "sha1",
                    "sha256",
                    "fileName",
                    "filePath",
                    "processId",
                    "processCommandLine",
                    "processCreationTime",
                    "parentProcessId",
                    "parentProcessCreationTime",
                    "parentProcessFileName",
                    "parentProcessFilePath",
                    "ipAddress",
                    "url",
                    "registryKey",
                    "registryHive",
                    "registryValueType",
                    "registryValue",
                    "accountName",
                    "domainName",
                    "userSid",
                    "aadUserId",
                    "userPrincipalName",
                    "detectionStatus");

    private final Directory directory;

    DefenderAlertRows(Directory directory) {
        this.directory = directory;
    }

    /**
     * @param number its place among the alerts of the scenario, from 1
     */
    MapValue alert(MapValue entry, int number) {
        Directory.Device device = directory.device(entry.text("device"));
        if (device == null) {
            throw new IllegalStateException("a checked alert has no device");
        }
        Directory.Person user = directory.person(entry.text("user"));
        String title = Fields.text(entry, "title", "");
        String id = id(entry, number);
        String when = Fields.moment(entry, "when", "15m ago");
        String status = Fields.text(entry, "status", "new");
        Duration minute = Duration.ofMinutes(1);
        return Fields.withRaw(
                entry,
                MapValue.builder()
                        .put("id", id)
                        .put("incidentId", incident(entry, id))
                        .put("investigationId", NullValue.NULL)
                        .put("assignedTo", NullValue.NULL)
                        .put("severity", Fields.pascal(Fields.text(entry, "severity", "medium")))
                        .put("status", Fields.pascal(status))
                        .put("classification", NullValue.NULL)
                        .put("determination", NullValue.NULL)
                        .put("investigationState", "UnsupportedAlertType")
                        .put("detectionSource", "WindowsDefenderAtp")
                        .put("detectorId", DerivedIds.guid("detector", title))
                        .put("category", Fields.text(entry, "category", "SuspiciousActivity"))
                        .put("threatFamilyName", NullValue.NULL)
                        .put("title", title)
                        .put("description", Fields.text(entry, "description", title))
                        .put("alertCreationTime", when)
                        .put("firstEventTime", Moments.later(when, Duration.ofMinutes(-5)))
                        .put("lastEventTime", Moments.later(when, minute.negated()))
                        .put("lastUpdateTime", Moments.later(when, minute))
                        .put(
                                "resolvedTime",
                                status.equals("resolved")
                                        ? new StringValue(Moments.later(when, minute))
                                        : NullValue.NULL)
                        .put("machineId", device.id())
                        .put("computerDnsName", device.dnsName())
                        .put("rbacGroupName", Fields.orNull(device.entry(), "group"))
                        .put("aadTenantId", directory.tenant())
                        .put("threatName", NullValue.NULL)
                        .put("mitreTechniques", Fields.list(entry, "techniques"))
                        .put("relatedUser", relatedUser(user))
                        .put("comments", ListValue.EMPTY)
                        .put("evidence", evidence(entry, user, when))
                        .build());
    }

    static String id(MapValue entry, int number) {
        String given = entry.text("id");
        if (given != null) {
            return given;
        }
        String name =
                "alert:"
                        + Fields.text(entry, "title", "")
                        + ":"
                        + Fields.text(entry, "device", "")
                        + ":"
                        + number;
        return String.format(
                java.util.Locale.ROOT,
                "da639%015d_-%010d",
                DerivedIds.number(name, 1_000_000_000_000_000L),
                DerivedIds.number(name + "#", 10_000_000_000L));
    }

    static long incident(MapValue entry, String id) {
        return Fields.number(
                entry, "incident", 1000 + DerivedIds.number("incident:" + id, 900_000));
    }

    private Value relatedUser(Directory.@Nullable Person user) {
        return user == null
                ? NullValue.NULL
                : MapValue.builder()
                        .put("userName", user.account())
                        .put("domainName", directory.accountDomain())
                        .build();
    }

    private ListValue evidence(MapValue entry, Directory.@Nullable Person user, String when) {
        List<Value> evidence = new ArrayList<>();
        if (user != null) {
            evidence.add(
                    evidence(
                            "User",
                            when,
                            Map.of(
                                    "accountName", user.account(),
                                    "domainName", directory.accountDomain(),
                                    "userPrincipalName", user.upn())));
        }
        for (MapValue file : Fields.entries(entry, "files")) {
            EvidenceFile found = EvidenceFile.of(file);
            evidence.add(
                    evidence(
                            "File",
                            when,
                            Map.of(
                                    "sha1", found.sha1(),
                                    "sha256", found.sha256(),
                                    "fileName", found.name(),
                                    "filePath", found.path(),
                                    "detectionStatus", "Detected")));
        }
        for (String ip : Fields.texts(entry, "ips")) {
            evidence.add(evidence("Ip", when, Map.of("ipAddress", ip)));
        }
        for (String url : Fields.texts(entry, "urls")) {
            evidence.add(evidence("Url", when, Map.of("url", url)));
        }
        return new ListValue(evidence);
    }

    private static MapValue evidence(String type, String when, Map<String, String> known) {
        MapValue.Builder out =
                MapValue.builder().put("entityType", type).put("evidenceCreationTime", when);
        for (String field : EVIDENCE) {
            String text = known.get(field);
            out.put(field, text == null ? NullValue.NULL : new StringValue(text));
        }
        return out.build();
    }

    /** What Defender knows of files, addresses and hosts among the evidence, and of which alert. */
    MapValue related(List<MapValue> entries) {
        List<Value> files = new ArrayList<>();
        List<Value> ips = new ArrayList<>();
        List<Value> domains = new ArrayList<>();
        List<Value> related = new ArrayList<>();
        int number = 0;
        for (MapValue entry : entries) {
            List<Value> sha1s = new ArrayList<>();
            for (MapValue file : Fields.entries(entry, "files")) {
                EvidenceFile found = EvidenceFile.of(file);
                sha1s.add(new StringValue(found.sha1()));
                addOnce(found.toDefender(), files);
            }
            List<Value> hosts = new ArrayList<>();
            for (String url : Fields.texts(entry, "urls")) {
                String host = host(url);
                hosts.add(new StringValue(host));
                addOnce(seen("host", host), domains);
            }
            Fields.texts(entry, "ips").forEach(ip -> addOnce(seen("ipAddress", ip), ips));
            number++;
            related.add(
                    MapValue.builder()
                            .put("id", id(entry, number))
                            .put("files", new ListValue(sha1s))
                            .put("ips", Fields.list(entry, "ips"))
                            .put("domains", new ListValue(hosts))
                            .build());
        }
        return MapValue.builder()
                .put("files", new ListValue(files))
                .put("domains", new ListValue(domains))
                .put("ips", new ListValue(ips))
                .put("related", new ListValue(related))
                .build();
    }

    private static void addOnce(MapValue row, List<Value> rows) {
        if (!rows.contains(row)) {
            rows.add(row);
        }
    }

    private static MapValue seen(String key, String name) {
        return MapValue.builder()
                .put(key, name)
                .put("organizationPrevalence", 1)
                .put("orgFirstSeen", "now-P1D")
                .put("orgLastSeen", "now-PT20M")
                .build();
    }

    static String host(String url) {
        int start = url.indexOf("://");
        String rest = start < 0 ? url : url.substring(start + 3);
        int end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }
}
