package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An alert of Defender for Endpoint is one alert with two faces: what is changed at one API shows
 * at the other, in its own spelling. The state is Defender's.
 */
record DefenderTwin(Company company) {

    /** Defender's determinations that are spelled otherwise than by their first letter. */
    private static final Map<String, String> DETERMINATIONS =
            Map.of(
                    "CompromisedUser", "compromisedAccount",
                    "ConfirmedUserActivity", "confirmedActivity",
                    "Clean", "notMalicious",
                    "InsufficientData", "notEnoughDataToValidate");

    @Nullable MapValue of(MapValue alert) {
        return company.defenderAlerts().get(Company.text(alert, "providerAlertId"));
    }

    /** The alert with what Defender knows of the work on it. */
    MapValue overlaid(MapValue alert) {
        MapValue twin = of(alert);
        if (twin == null) {
            return alert;
        }
        MapValue shown = alert;
        for (String field : List.of("status", "classification", "determination")) {
            shown = Table.with(shown, field, camel(twin, field));
        }
        shown = Table.with(shown, "assignedTo", Table.value(twin, "assignedTo"));
        shown = Table.with(shown, "resolvedDateTime", Table.value(twin, "resolvedTime"));
        shown = Table.with(shown, "lastUpdateDateTime", Table.value(twin, "lastUpdateTime"));
        if (twin.get("incidentId") instanceof IntValue(long incident)) {
            shown = Table.with(shown, "incidentId", new StringValue(Long.toString(incident)));
        }
        return Table.with(
                shown,
                "comments",
                comments(
                        twin,
                        "createdBy",
                        "createdTime",
                        "createdByDisplayName",
                        "createdDateTime"));
    }

    /** Writes what was changed at Graph to Defender, where there is such an alert. */
    void store(MapValue alert) {
        MapValue twin = of(alert);
        if (twin == null) {
            return;
        }
        MapValue changed = twin;
        for (String field : List.of("status", "classification", "determination")) {
            changed = Table.with(changed, field, pascal(alert, field));
        }
        changed = Table.with(changed, "assignedTo", Table.value(alert, "assignedTo"));
        changed = Table.with(changed, "resolvedTime", Table.value(alert, "resolvedDateTime"));
        changed = Table.with(changed, "lastUpdateTime", Table.value(alert, "lastUpdateDateTime"));
        changed =
                Table.with(
                        changed,
                        "incidentId",
                        IntValue.of(Long.parseLong(Company.text(alert, "incidentId"))));
        company.defenderAlerts()
                .set(
                        changed,
                        "comments",
                        comments(
                                alert,
                                "createdByDisplayName",
                                "createdDateTime",
                                "createdBy",
                                "createdTime"));
    }

    private static ListValue comments(
            MapValue row, String by, String at, String newBy, String newAt) {
        List<Value> comments = new ArrayList<>();
        if (row.get("comments") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                MapValue comment = (MapValue) item;
                comments.add(
                        MapValue.builder()
                                .put("comment", Table.value(comment, "comment"))
                                .put(newBy, Table.value(comment, by))
                                .put(newAt, Table.value(comment, at))
                                .build());
            }
        }
        return new ListValue(comments);
    }

    private static Value camel(MapValue twin, String field) {
        String text = twin.text(field);
        if (text == null) {
            return new StringValue("unknown");
        }
        String other = DETERMINATIONS.get(text);
        return other == null ? GraphEnums.camel(text) : new StringValue(other);
    }

    private static Value pascal(MapValue alert, String field) {
        String text = Company.text(alert, field);
        if (text.isEmpty() || text.equals("unknown")) {
            return field.equals("status") ? new StringValue("Unknown") : NullValue.NULL;
        }
        return switch (text) {
            case "compromisedAccount" -> new StringValue("CompromisedUser");
            case "notEnoughDataToValidate" -> new StringValue("InsufficientData");
            default ->
                    new StringValue(
                            text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
        };
    }
}
