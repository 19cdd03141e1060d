package dev.tocsin.lab;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes to the table {@code incident}. Every value becomes a text; {@code priority} follows from
 * impact and urgency; {@code comments} and {@code work_notes} only ever grow and are not read back.
 */
final class ServiceNowIncidents {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> JOURNALS = Set.of("comments", "work_notes");
    private static final Map<String, String> REFERENCES =
            Map.of(
                    "caller_id", "sys_user",
                    "assigned_to", "sys_user",
                    "opened_by", "sys_user",
                    "assignment_group", "sys_user_group",
                    "cmdb_ci", "cmdb_ci",
                    "business_service", "cmdb_ci_service");

    private final Company company;
    private final String baseUrl;

    ServiceNowIncidents(Company company, String baseUrl) {
        this.company = company;
        this.baseUrl = baseUrl;
    }

    MapValue create(Map<String, Value> fields) {
        int number = company.tickets().rows().size() + 1;
        Map<String, Value> row = new LinkedHashMap<>();
        put(row, "sys_id", String.format(Locale.ROOT, "%032x", number));
        put(row, "number", String.format(Locale.ROOT, "INC%07d", 10_000 + number));
        for (String empty : List.of("short_description", "description")) {
            put(row, empty, "");
        }
        put(row, "state", "1");
        put(row, "active", "true");
        put(row, "impact", "3");
        put(row, "urgency", "3");
        for (String empty :
                List.of(
                        "category",
                        "subcategory",
                        "contact_type",
                        "severity",
                        "caller_id",
                        "assignment_group",
                        "assigned_to",
                        "correlation_id",
                        "correlation_display",
                        "close_code",
                        "close_notes",
                        "comments",
                        "work_notes")) {
            put(row, empty, "");
        }
        put(row, "sys_created_by", company.access().serviceNowUser());
        put(row, "sys_created_on", TIME.format(company.instant()));
        return write(row, fields);
    }

    MapValue update(MapValue before, Map<String, Value> fields) {
        return write(new LinkedHashMap<>(before.entries()), fields);
    }

    private MapValue write(Map<String, Value> row, Map<String, Value> fields) {
        List<String> read = new ArrayList<>();
        fields.forEach(
                (field, value) -> {
                    String text = ServiceNowStandIn.text(value).value();
                    if (JOURNALS.contains(field)) {
                        company.journal(text(row, "sys_id"), field, text);
                    } else if (REFERENCES.containsKey(field) && !text.isEmpty()) {
                        row.put(field, reference(REFERENCES.get(field), text));
                    } else if (!field.startsWith("sys_")) {
                        put(row, field, text);
                    }
                    read.add(field);
                });
        if (read.contains("incident_state") && !read.contains("state")) {
            put(row, "state", text(row, "incident_state"));
        }
        put(row, "incident_state", text(row, "state"));
        put(row, "active", Set.of("7", "8").contains(text(row, "state")) ? "false" : "true");
        put(row, "priority", priority(text(row, "impact"), text(row, "urgency")));
        put(row, "sys_updated_on", TIME.format(company.instant()));
        return company.tickets().put(new MapValue(row));
    }

    private MapValue reference(String table, String id) {
        return MapValue.builder()
                .put("link", baseUrl + "/table/" + table + "/" + id)
                .put("value", id)
                .build();
    }

    /** The table that the product ships: 1 is critical, 5 is planning. */
    private static String priority(String impact, String urgency) {
        try {
            int sum = Integer.parseInt(impact) + Integer.parseInt(urgency);
            return Integer.toString(Math.clamp(sum - 1, 1, 5));
        } catch (NumberFormatException _) {
            return "5";
        }
    }

    private static void put(Map<String, Value> row, String field, String text) {
        row.put(field, new StringValue(text));
    }

    private static String text(Map<String, Value> row, String field) {
        return row.get(field) instanceof StringValue(String text) ? text : "";
    }
}
