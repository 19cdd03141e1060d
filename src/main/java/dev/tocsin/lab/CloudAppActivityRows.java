package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.Locale;

/** An activity as the service shows it, of its short form in the lab's data. */
final class CloudAppActivityRows {

    private static final int INFORMATION = 20;
    private static final int APP_CONNECTOR = 2;

    private final Company company;

    CloudAppActivityRows(Company company) {
        this.company = company;
    }

    MapValue activity(MapValue row) {
        String id = Company.text(row, "_id");
        String userId = Company.text(row, "user");
        MapValue user = company.users().get(userId);
        if (user == null) {
            throw new IllegalStateException("an activity of nobody: " + userId);
        }
        CloudApp app = CloudApp.of(row);
        String operation = Company.text(row, "operation");
        return MapValue.builder()
                .put("_id", id)
                .put("uid", id)
                .put("aadTenantId", company.access().tenant())
                .put("appId", app.id())
                .put("saasId", app.id())
                .put("appName", app.title())
                .put("timestamp", copy(row, "timestamp"))
                .put("created", copy(row, "timestamp"))
                .put("eventTypeValue", "EVENT_" + operation.toUpperCase(Locale.ROOT))
                .put("description", operation)
                .put("severity", "INFO")
                .put("confidenceLevel", INFORMATION)
                .put("source", APP_CONNECTOR)
                .put("device", device(row))
                .put("location", location(row))
                .put(
                        "user",
                        MapValue.builder()
                                .put("userName", Company.text(user, "userPrincipalName"))
                                .put("userTags", ListValue.EMPTY)
                                .build())
                .put(
                        "userAgent",
                        MapValue.builder()
                                .put("deviceType", Company.text(row, "deviceType"))
                                .put("browser", "EDGE")
                                .put("operatingSystem", MapValue.of("name", text("Windows")))
                                .build())
                .put(
                        "mainInfo",
                        MapValue.builder()
                                .put("eventObjects", ListValue.EMPTY)
                                .put("rawOperationName", operation)
                                .put("prettyOperationName", operation)
                                .put("type", "basic")
                                .build())
                .put(
                        "resolvedActor",
                        MapValue.builder()
                                .put("id", userId)
                                .put("name", Company.text(user, "displayName"))
                                .put("saasId", String.valueOf(CloudApp.OFFICE_365.id()))
                                .put("instanceId", "0")
                                .build())
                .build();
    }

    private static MapValue device(MapValue row) {
        return MapValue.builder()
                .put("clientIP", Company.text(row, "ip"))
                .put("userAgent", "Mozilla/5.0")
                .put("countryCode", Company.text(row, "country"))
                .build();
    }

    private static MapValue location(MapValue row) {
        return MapValue.builder()
                .put("countryCode", Company.text(row, "country"))
                .put("city", Company.text(row, "city"))
                .put("category", IntValue.of(CloudAppFields.number(row, "ipCategory")))
                .put("organizationSearchable", "Example Telecom")
                .put("anonymousProxy", false)
                .build();
    }

    private static Value copy(MapValue row, String field) {
        Value value = row.get(field);
        return value == null ? NullValue.NULL : value;
    }

    private static Value text(String text) {
        return new StringValue(text);
    }
}
