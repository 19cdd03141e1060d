package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A person of a scenario as the services have them: user, risk, mailbox, groups, ServiceNow. */
final class PeopleRows {

    private static final String NO_START = "2026-01-01T00:00:00.0000000";
    private static final String NO_END = "2026-01-02T00:00:00.0000000";

    private final Directory directory;

    PeopleRows(Directory directory) {
        this.directory = directory;
    }

    MapValue user(Directory.Person person) {
        MapValue entry = person.entry();
        Directory.Person manager = directory.person(entry.text("manager"));
        boolean synced = Fields.flag(entry, "synced", false);
        return Fields.withRaw(
                entry,
                MapValue.builder()
                        .put("id", person.id())
                        .put("userPrincipalName", person.upn())
                        .put("displayName", person.name())
                        .put("mail", person.upn())
                        .put("accountEnabled", Fields.flag(entry, "enabled", true))
                        .put("department", Fields.orNull(entry, "department"))
                        .put("jobTitle", Fields.orNull(entry, "title"))
                        .put("onPremisesSyncEnabled", synced ? BoolValue.TRUE : NullValue.NULL)
                        .put("signInSessionsValidFromDateTime", "now-P30D")
                        .put(
                                "manager",
                                manager == null ? NullValue.NULL : new StringValue(manager.id()))
                        .build());
    }

    /** Null for somebody of whom Identity Protection has no record. */
    @Nullable MapValue risk(Directory.Person person) {
        String level = person.entry().text("risk");
        if (level == null) {
            return null;
        }
        String state =
                Fields.text(person.entry(), "riskState", level.equals("none") ? "none" : "atRisk");
        String detail =
                switch (state) {
                    case "dismissed" -> "adminDismissedAllRiskForUser";
                    case "confirmedCompromised" -> "adminConfirmedUserCompromised";
                    case "confirmedSafe" -> "adminConfirmedAccountSafe";
                    case "remediated" -> "userPerformedSecuredPasswordReset";
                    default -> level.equals("hidden") ? "hidden" : "none";
                };
        return MapValue.builder()
                .put("id", person.id())
                .put("userPrincipalName", person.upn())
                .put("userDisplayName", person.name())
                .put("riskLevel", level)
                .put("riskState", state)
                .put("riskDetail", detail)
                .put("riskLastUpdatedDateTime", "now-PT40M")
                .put("isDeleted", false)
                .put("isProcessing", false)
                .build();
    }

    /** Null for somebody who has none. */
    @Nullable MapValue mailbox(Directory.Person person) {
        if (!Fields.flag(person.entry(), "mailbox", true)) {
            return null;
        }
        Value replies = person.entry().get("outOfOffice");
        MapValue period = replies instanceof MapValue map ? map : MapValue.EMPTY;
        boolean always = replies instanceof StringValue || BoolValue.TRUE.equals(replies);
        boolean scheduled = replies instanceof MapValue;
        String zone = Fields.text(period, "timeZone", "UTC");
        String message =
                switch (replies) {
                    case StringValue(String text) -> text;
                    case MapValue map -> Fields.text(map, "message", "");
                    case null, default -> always ? "I am out of office." : "";
                };
        return MapValue.builder()
                .put("userId", person.id())
                .put("timeZone", zone)
                .put(
                        "automaticRepliesSetting",
                        MapValue.builder()
                                .put(
                                        "status",
                                        scheduled
                                                ? "scheduled"
                                                : always ? "alwaysEnabled" : "disabled")
                                .put("externalAudience", scheduled || always ? "all" : "none")
                                .put(
                                        "scheduledStartDateTime",
                                        time(period.text("from"), NO_START, zone))
                                .put(
                                        "scheduledEndDateTime",
                                        time(period.text("until"), NO_END, zone))
                                .put("internalReplyMessage", message)
                                .put("externalReplyMessage", message)
                                .build())
                .build();
    }

    private static MapValue time(@Nullable String moment, String otherwise, String zone) {
        boolean local = moment != null && Moments.local(moment) != null && !moment.endsWith("Z");
        String time = otherwise;
        if (moment != null) {
            // The zone's own clock is what a time without a Z was read from.
            time = "dateTime:" + Moments.of(moment);
        }
        return MapValue.builder()
                .put("dateTime", time)
                .put("timeZone", moment == null || local ? zone : "UTC")
                .build();
    }

    MapValue serviceNowUser(Directory.Person person) {
        return MapValue.builder()
                .put("sys_id", DerivedIds.sysId(person.account()))
                .put("user_name", person.account())
                .put("name", person.name())
                .put("email", person.upn())
                .put("active", Boolean.toString(Fields.flag(person.entry(), "enabled", true)))
                .build();
    }

    /** One group for each name that is among somebody's groups. */
    ListValue groups() {
        Map<String, List<Value>> members = new LinkedHashMap<>();
        for (Directory.Person person : directory.people()) {
            for (String group : Fields.texts(person.entry(), "groups")) {
                members.computeIfAbsent(group, _ -> new ArrayList<>())
                        .add(new StringValue(person.id()));
            }
        }
        List<Value> rows = new ArrayList<>();
        members.forEach((name, ids) -> rows.add(group(name, ids)));
        return new ListValue(rows);
    }

    /** Groups with those of others; of two with one name the members go together. */
    static ListValue joined(ListValue groups, ListValue more) {
        List<Value> all = new ArrayList<>(groups.items());
        for (Value item : more.items()) {
            MapValue group = (MapValue) item;
            int at = 0;
            while (at < all.size() && !isSame(group, (MapValue) all.get(at))) {
                at++;
            }
            if (at == all.size()) {
                all.add(group);
            } else {
                all.set(at, withMembers((MapValue) all.get(at), Fields.list(group, "members")));
            }
        }
        return new ListValue(all);
    }

    private static boolean isSame(MapValue group, MapValue other) {
        return Fields.text(group, "displayName", "")
                .equalsIgnoreCase(Fields.text(other, "displayName", ""));
    }

    private static MapValue withMembers(MapValue group, ListValue more) {
        List<Value> members = new ArrayList<>(Fields.list(group, "members").items());
        for (Value member : more.items()) {
            if (!members.contains(member)) {
                members.add(member);
            }
        }
        return Table.with(group, "members", new ListValue(members));
    }

    private static MapValue group(String name, List<Value> members) {
        return MapValue.builder()
                .put("id", DerivedIds.guid("group", name))
                .put("displayName", name)
                .put("description", NullValue.NULL)
                .put("mail", NullValue.NULL)
                .put("mailEnabled", false)
                .put("mailNickname", name.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .put("securityEnabled", true)
                .put("groupTypes", ListValue.EMPTY)
                .put("isAssignableToRole", NullValue.NULL)
                .put("onPremisesSyncEnabled", NullValue.NULL)
                .put("visibility", NullValue.NULL)
                .put("membershipRule", NullValue.NULL)
                .put("createdDateTime", "now-P400D")
                .put("members", new ListValue(members))
                .build();
    }
}
