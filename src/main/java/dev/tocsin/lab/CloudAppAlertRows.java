package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An alert of Defender for Cloud Apps. */
final class CloudAppAlertRows {

    private final Directory directory;

    CloudAppAlertRows(Directory directory) {
        this.directory = directory;
    }

    /**
     * @param number its place among the alerts of the scenario, from 1
     */
    MapValue alert(MapValue entry, int number) {
        String title = Fields.text(entry, "title", "");
        String id =
                Fields.text(entry, "id", DerivedIds.hex("appAlert:" + title + ":" + number, 24));
        String policy = Fields.text(entry, "policy", title);
        String when = Fields.moment(entry, "when", "30m ago");
        return Fields.withRaw(
                entry,
                MapValue.builder()
                        .put("_id", id)
                        .put("contextId", directory.tenant())
                        .put("timestamp", millis(when))
                        .put("title", title)
                        .put("description", Fields.text(entry, "description", title))
                        .put("isMarkdown", false)
                        .put("statusValue", 0)
                        .put("severityValue", severity(Fields.text(entry, "severity", "medium")))
                        .put("resolutionStatusValue", 0)
                        .put("stories", ListValue.of(IntValue.of(0)))
                        .put("intent", ListValue.of(IntValue.of(2)))
                        .put("idValue", 15_859_712)
                        .put("isSystemAlert", false)
                        .put("isPreview", false)
                        .put("threatScore", 40)
                        .put("evidence", ListValue.EMPTY)
                        .put("URL", "https://portal.cloudappsecurity.com/#/alerts/" + id)
                        .put(
                                "policy",
                                MapValue.builder()
                                        .put("id", DerivedIds.hex("policy:" + policy, 24))
                                        .put("label", policy)
                                        .put("policyType", "ANOMALY_DETECTION")
                                        .put("type", "policyRule")
                                        .build())
                        .put("entities", entities(entry, directory.person(entry.text("user"))))
                        .build());
    }

    private static Value millis(String when) {
        return when.startsWith("now")
                ? new StringValue("millis:" + when)
                : IntValue.of(Instant.parse(when).toEpochMilli());
    }

    private static long severity(String word) {
        return switch (word) {
            case "low" -> 0;
            case "high" -> 2;
            case "informational" -> 3;
            default -> 1;
        };
    }

    private static ListValue entities(MapValue entry, Directory.@Nullable Person user) {
        List<Value> entities = new ArrayList<>();
        if (user != null) {
            entities.add(
                    MapValue.builder()
                            .put("id", user.id())
                            .put("label", user.name())
                            .put("type", "account")
                            .put("pa", user.upn())
                            .put("em", user.upn())
                            .put("entityType", 2)
                            .put("saas", CloudApp.OFFICE_365.id())
                            .put("inst", 0)
                            .put("entityRole", "Source")
                            .build());
            entities.add(entity("user", user.upn()));
        }
        Fields.texts(entry, "ips").forEach(ip -> entities.add(entity("ip", ip)));
        entities.add(
                MapValue.builder()
                        .put("id", CloudApp.OFFICE_365.id())
                        .put("label", "Office 365")
                        .put("type", "service")
                        .build());
        return new ListValue(entities);
    }

    private static MapValue entity(String type, String id) {
        return MapValue.builder().put("id", id).put("label", id).put("type", type).build();
    }
}
