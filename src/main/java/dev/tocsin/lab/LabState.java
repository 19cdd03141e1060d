package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a person wants to see of the company after a playbook ran. */
final class LabState {

    private static final List<String> STATUSES = List.of("unread", "read", "archived");

    private static final List<String> RESOLUTIONS =
            List.of("open", "dismissed", "resolved", "false positive", "benign", "true positive");
    private static final List<String> TICKET_FIELDS =
            List.of(
                    "number",
                    "short_description",
                    "description",
                    "state",
                    "impact",
                    "urgency",
                    "priority",
                    "category",
                    "correlation_id");

    private LabState() {}

    static MapValue of(Company company, List<StandIn> standIns) {
        List<Value> mails = new ArrayList<>();
        company.mails().forEach(mail -> mails.add(mail.toValue()));
        MapValue.Builder out =
                MapValue.builder()
                        .put("devices", company.devices().map(row -> device(company, row)))
                        .put(
                                "machineActions",
                                company.machineActions().map(LabState::machineAction))
                        .put(
                                "alerts",
                                MapValue.builder()
                                        .put(
                                                "defender-endpoint",
                                                company.defenderAlerts()
                                                        .map(LabState::defenderAlert))
                                        .put(
                                                "cloud-app-security",
                                                company.cloudAppAlerts()
                                                        .map(LabState::cloudAppAlert))
                                        .build())
                        .put("users", company.users().map(row -> user(company, row)))
                        .put("tickets", company.tickets().map(row -> ticket(company, row)))
                        .put("teams", new ListValue(List.copyOf(company.chat())))
                        .put("mails", new ListValue(mails));
        Map<String, Value> all = new LinkedHashMap<>(out.build().entries());
        for (StandIn standIn : standIns) {
            standIn.state()
                    .entries()
                    .forEach((list, rows) -> all.put(free(standIn, list, all.keySet()), rows));
        }
        return new MapValue(all);
    }

    /** Two services may hold lists of one name: {@code sentinelIndicators}. */
    private static String free(StandIn standIn, String list, Set<String> taken) {
        return taken.contains(list) ? standIn.service() + Fields.pascal(list) : list;
    }

    private static MapValue device(Company company, MapValue row) {
        return with(row, "id", "computerDnsName")
                .put("isolation", company.isolation(Company.text(row, "id")))
                .put("healthStatus", Company.text(row, "healthStatus"))
                .put("machineTags", value(row, "machineTags"))
                .build();
    }

    private static MapValue machineAction(MapValue row) {
        return with(row, "id", "type", "scope", "status", "computerDnsName", "requestorComment")
                .build();
    }

    private static MapValue defenderAlert(MapValue row) {
        List<Value> comments = new ArrayList<>();
        if (row.get("comments") instanceof ListValue(List<Value> items)) {
            items.forEach(item -> comments.add(value((MapValue) item, "comment")));
        }
        return with(row, "id", "title", "severity", "status", "assignedTo")
                .put("classification", value(row, "classification"))
                .put("determination", value(row, "determination"))
                .put("comments", new ListValue(comments))
                .build();
    }

    private static MapValue cloudAppAlert(MapValue row) {
        return with(row, "_id", "title")
                .put("status", word(row, "statusValue", STATUSES))
                .put("resolution", word(row, "resolutionStatusValue", RESOLUTIONS))
                .put("comment", value(row, "comment"))
                .build();
    }

    private static String word(MapValue row, String field, List<String> words) {
        return words.get(row.get(field) instanceof IntValue(long number) ? (int) number : 0);
    }

    private static MapValue user(Company company, MapValue row) {
        String id = Company.text(row, "id");
        MapValue risk = company.riskyUsers().get(id);
        MapValue mailbox = company.mailboxes().get(id);
        Value replies = mailbox == null ? null : mailbox.get("automaticRepliesSetting");
        String revoked = company.sessionsRevoked(id);
        return with(row, "id", "userPrincipalName", "accountEnabled")
                .put("riskLevel", risk == null ? NullValue.NULL : value(risk, "riskLevel"))
                .put("riskState", risk == null ? NullValue.NULL : value(risk, "riskState"))
                .put(
                        "automaticReplies",
                        replies instanceof MapValue setting
                                ? value(setting, "status")
                                : NullValue.NULL)
                .put("sessionsRevoked", revoked == null ? NullValue.NULL : new StringValue(revoked))
                .build();
    }

    private static MapValue ticket(Company company, MapValue row) {
        MapValue.Builder out = MapValue.builder();
        TICKET_FIELDS.forEach(field -> out.put(field, value(row, field)));
        for (String journal : List.of("comments", "work_notes")) {
            List<Value> texts = new ArrayList<>();
            for (MapValue entry : company.journal()) {
                if (journal.equals(entry.text("field"))
                        && Company.text(row, "sys_id").equals(entry.text("ticket"))) {
                    texts.add(value(entry, "text"));
                }
            }
            out.put(journal, new ListValue(texts));
        }
        return out.build();
    }

    private static MapValue.Builder with(MapValue row, String... fields) {
        MapValue.Builder out = MapValue.builder();
        for (String field : fields) {
            out.put(field, value(row, field));
        }
        return out;
    }

    private static Value value(MapValue row, String field) {
        @Nullable Value value = row.get(field);
        return value == null ? NullValue.NULL : value;
    }
}
