package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
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

/** The one project of the site as an administrator set it up: types, workflow, people. */
final class JiraProject {

    private static final Map<String, String> CATEGORIES =
            Map.of("new", "To Do", "indeterminate", "In Progress", "done", "Done");

    private final Company company;
    private final MapValue section;
    private final String baseUrl;

    JiraProject(Company company, MapValue section, String baseUrl) {
        this.company = company;
        this.section = section;
        this.baseUrl = baseUrl;
    }

    String key() {
        return Section.text(section, "project", "key");
    }

    boolean isCalled(String idOrKey) {
        return idOrKey.equalsIgnoreCase(key())
                || idOrKey.equals(Section.text(section, "project", "id"));
    }

    MapValue project() {
        MapValue row = Section.map(section, "project");
        return named("project", row).put("key", key()).build();
    }

    List<MapValue> issueTypes() {
        List<MapValue> types = new ArrayList<>();
        for (MapValue row : Section.rows(section, "issueTypes")) {
            types.add(
                    named("issuetype", row)
                            .put("description", Company.text(row, "description"))
                            .put("subtask", value(row, "subtask"))
                            .build());
        }
        return types;
    }

    List<MapValue> priorities() {
        return all("priorities", "priority");
    }

    List<MapValue> resolutions() {
        return all("resolutions", "resolution");
    }

    List<MapValue> fields() {
        return Section.rows(section, "fields");
    }

    List<MapValue> startingIssues() {
        return Section.rows(section, "issues");
    }

    MapValue status(String id) {
        for (MapValue row : Section.rows(section, "statuses")) {
            if (id.equals(row.text("id"))) {
                String category = Company.text(row, "category");
                return named("status", row)
                        .put("description", "")
                        .put(
                                "statusCategory",
                                MapValue.builder()
                                        .put("key", category)
                                        .put("name", CATEGORIES.getOrDefault(category, ""))
                                        .build())
                        .build();
            }
        }
        throw new IllegalStateException("the lab's Jira has no status " + id);
    }

    /** What the workflow offers in a status: everything that leads to another one. */
    List<MapValue> transitions(String statusId) {
        List<MapValue> offered = new ArrayList<>();
        for (MapValue row : Section.rows(section, "transitions")) {
            if (!statusId.equals(row.text("to"))) {
                offered.add(
                        MapValue.builder()
                                .put("id", Company.text(row, "id"))
                                .put("name", Company.text(row, "name"))
                                .put("to", status(Company.text(row, "to")))
                                .put("hasScreen", value(row, "screen"))
                                .put("isGlobal", true)
                                .put("isInitial", false)
                                .put("isAvailable", true)
                                .put("isConditional", false)
                                .put("looped", false)
                                .build());
            }
        }
        return offered;
    }

    /** Everybody of the company, and the account that the token belongs to. */
    List<MapValue> people() {
        List<MapValue> people = new ArrayList<>();
        int number = 0;
        for (MapValue user : company.users().rows()) {
            people.add(
                    person(
                            String.format(
                                    Locale.ROOT, "712020:a11ce000-0000-4000-8000-%012d", ++number),
                            Company.text(user, "displayName"),
                            Company.text(user, "mail")));
        }
        people.add(self());
        return people;
    }

    MapValue self() {
        return person(
                Section.text(section, "self", "accountId"),
                Section.text(section, "self", "displayName"),
                Section.text(section, "self", "emailAddress"));
    }

    @Nullable MapValue person(String accountId) {
        for (MapValue person : people()) {
            if (accountId.equals(person.text("accountId"))) {
                return person;
            }
        }
        return null;
    }

    private MapValue person(String accountId, String name, String mail) {
        return MapValue.builder()
                .put("self", baseUrl + "/user?accountId=" + accountId)
                .put("accountId", accountId)
                .put("accountType", "atlassian")
                .put("emailAddress", mail)
                .put("displayName", name)
                .put("active", BoolValue.TRUE)
                .put("timeZone", "Etc/UTC")
                .build();
    }

    private List<MapValue> all(String list, String kind) {
        List<MapValue> all = new ArrayList<>();
        Section.rows(section, list).forEach(row -> all.add(named(kind, row).build()));
        return all;
    }

    private MapValue.Builder named(String kind, MapValue row) {
        String id = Company.text(row, "id");
        return MapValue.builder()
                .put("self", baseUrl + "/" + kind + "/" + id)
                .put("id", id)
                .put("name", Company.text(row, "name"));
    }

    /** The row that an {@code id} or {@code name} means, or null. */
    static @Nullable MapValue named(List<MapValue> rows, @Nullable Value given) {
        if (given instanceof MapValue reference) {
            for (MapValue row : rows) {
                for (String by : List.of("id", "key", "name")) {
                    String wanted = reference.text(by);
                    if (wanted != null && wanted.equalsIgnoreCase(row.text(by))) {
                        return row;
                    }
                }
            }
        }
        return null;
    }

    static ListValue texts(List<String> texts) {
        List<Value> values = new ArrayList<>();
        texts.forEach(text -> values.add(new StringValue(text)));
        return new ListValue(values);
    }

    private static Value value(MapValue row, String field) {
        Value value = row.get(field);
        return value == null ? NullValue.NULL : value;
    }
}
