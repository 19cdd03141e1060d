package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All state of the lab: a company, at first as its scenario has it. Guarded by the lab's lock. */
final class Company {

    private final InstantSource clock;
    private final Instant began;
    private final Scenario scenario;
    private final StartData start;
    private final Access access;
    private final Table devices = new Table("id");
    private final Table machineActions = new Table("id");
    private final Table defenderAlerts = new Table("id");
    private final Table cloudAppAlerts = new Table("_id");
    private final Table users = new Table("id");
    private final Table riskyUsers = new Table("id");
    private final Table mailboxes = new Table("userId");
    private final Table tickets = new Table("sys_id");
    private final Table serviceNowUsers = new Table("sys_id");
    private final Map<String, List<MapValue>> hunting = new LinkedHashMap<>();
    private final Map<String, String> isolation = new HashMap<>();
    private final Map<String, String> sessionsRevoked = new HashMap<>();
    private final List<MapValue> journal = new ArrayList<>();
    private final List<Value> chat = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private long lastId;
    private long lastCorrelation;

    private Company(Scenario scenario, InstantSource clock, Instant began) {
        this.clock = clock;
        this.began = began;
        this.scenario = scenario;
        this.start = scenario.start();
        this.access = start.access();
        MapValue file = (MapValue) RelativeTimes.resolve(start.rows(), began);
        fill(devices, file, "devices");
        fill(defenderAlerts, file, "defenderAlerts");
        fill(cloudAppAlerts, file, "cloudAppAlerts");
        fill(users, file, "users");
        fill(riskyUsers, file, "riskyUsers");
        fill(mailboxes, file, "mailboxes");
        fill(tickets, file, "tickets");
        fill(serviceNowUsers, file, "serviceNowUsers");
        map(file, "hunting")
                .entries()
                .forEach((table, rows) -> hunting.put(table, repeated((ListValue) rows)));
    }

    /** The company as it is before anything happened, times counted back from the clock's now. */
    static Company of(Scenario scenario, InstantSource clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Company(scenario, clock, now);
    }

    /**
     * What the service of this name starts with, its times counted back from when the lab began;
     * Contoso's is a file of its own below {@code lab/contoso}.
     */
    MapValue section(String service) {
        return (MapValue) RelativeTimes.resolve(start.section(service), began);
    }

    /** What the company is called. */
    String title() {
        return scenario.title();
    }

    /** Of its mail addresses and devices. */
    String domain() {
        return scenario.domain();
    }

    Access access() {
        return access;
    }

    Table devices() {
        return devices;
    }

    Table machineActions() {
        return machineActions;
    }

    Table defenderAlerts() {
        return defenderAlerts;
    }

    Table cloudAppAlerts() {
        return cloudAppAlerts;
    }

    Table users() {
        return users;
    }

    /** Only the users who have a risk record; the others are not at risk. */
    Table riskyUsers() {
        return riskyUsers;
    }

    Table mailboxes() {
        return mailboxes;
    }

    Table tickets() {
        return tickets;
    }

    Table serviceNowUsers() {
        return serviceNowUsers;
    }

    /** The rows of a hunting table, or null where there is no such table. */
    @Nullable List<MapValue> hunting(String table) {
        return hunting.get(table);
    }

    /** {@code None}, {@code Full}, {@code Selective} or {@code UnManagedDevice}. */
    String isolation(String deviceId) {
        return isolation.getOrDefault(deviceId, "None");
    }

    void isolate(String deviceId, String type) {
        isolation.put(deviceId, type);
    }

    /** When the user was last signed out everywhere, or null. */
    @Nullable String sessionsRevoked(String userId) {
        return sessionsRevoked.get(userId);
    }

    void revokeSessions(String userId) {
        sessionsRevoked.put(userId, now());
    }

    /** Appends a comment or work note to a ticket. */
    void journal(String ticketId, String field, String text) {
        journal.add(
                MapValue.builder()
                        .put("ticket", ticketId)
                        .put("field", field)
                        .put("text", text)
                        .build());
    }

    /** What was appended to tickets, oldest first: {@code ticket}, {@code field}, {@code text}. */
    List<MapValue> journal() {
        return journal;
    }

    /** What was posted to Teams, oldest first. */
    List<Value> chat() {
        return chat;
    }

    /** What reached the mail server or was sent by Graph, oldest first. */
    List<Mail> mails() {
        return mails;
    }

    Instant instant() {
        return clock.instant();
    }

    /** RFC 3339 in UTC, whole seconds. */
    String now() {
        return instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The id under which an error is reported; counted apart, so that errors shift no other id. */
    String nextCorrelation() {
        return String.format(Locale.ROOT, "c0440000-0000-4000-8000-%012d", ++lastCorrelation);
    }

    /** A GUID that tells by its last digits which one it is. */
    String nextGuid() {
        return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", ++lastId);
    }

    private static void fill(Table table, MapValue file, String field) {
        if (file.get(field) instanceof ListValue(List<Value> rows)) {
            rows.forEach(row -> table.put((MapValue) row));
        } else {
            throw new IllegalStateException("the company has no list `" + field + "`");
        }
    }

    private static MapValue map(MapValue file, String field) {
        if (file.get(field) instanceof MapValue map) {
            return map;
        }
        throw new IllegalStateException("the company has no object `" + field + "`");
    }

    /** A row with {@code times: 12} stands for twelve alike. */
    private static List<MapValue> repeated(ListValue rows) {
        List<MapValue> all = new ArrayList<>();
        for (Value item : rows.items()) {
            Map<String, Value> row = new LinkedHashMap<>(((MapValue) item).entries());
            long times = row.remove("times") instanceof IntValue(long count) ? count : 1;
            for (long i = 0; i < times; i++) {
                all.add(new MapValue(row));
            }
        }
        return all;
    }

    /** The text of a field, or {@code ""}. */
    static String text(MapValue row, String field) {
        return row.get(field) instanceof StringValue(String text) ? text : "";
    }
}
