package dev.tocsin.lab;

import dev.tocsin.lab.JqlQuery.Condition;
import dev.tocsin.lab.JqlQuery.InvalidException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the fields of JQL mean for an issue.
 *
 * @param now what {@code -7d} is counted back from
 */
record JqlFields(JiraProject project, Instant now) {

    boolean holds(Condition.Test test, MapValue issue) throws InvalidException {
        List<String> actual = values(test.field(), issue);
        return switch (test.operator()) {
            case "is" -> actual.isEmpty();
            case "=" -> {
                boolean any = false;
                for (String value : test.values()) {
                    any |= isEqual(actual, known(value, test.field()));
                }
                yield any;
            }
            case "~" -> hasWords(actual, test.values().getFirst());
            default -> isBetween(test, actual);
        };
    }

    void sort(List<MapValue> issues, JqlQuery.Order order) throws InvalidException {
        // Fails on an unknown field even where there is nothing to sort.
        values(order.field(), MapValue.EMPTY);
        Comparator<MapValue> by = Comparator.comparing(issue -> first(order.field(), issue));
        issues.sort(order.descending() ? by.reversed() : by);
    }

    private String first(String field, MapValue issue) {
        try {
            List<String> values = values(field, issue);
            return values.isEmpty() ? "" : values.getFirst();
        } catch (InvalidException e) {
            throw new IllegalStateException("`" + field + "` was known before", e);
        }
    }

    private List<String> values(String field, MapValue issue) throws InvalidException {
        MapValue fields = JiraIssues.fields(issue);
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "key", "issuekey", "issue", "id" -> texts(issue, "key", "id");
            case "project" -> texts(fields.get("project"), "key", "name", "id");
            case "issuetype", "type" -> texts(fields.get("issuetype"), "name", "id");
            case "status" -> texts(fields.get("status"), "name", "id");
            case "statuscategory" ->
                    fields.get("status") instanceof MapValue status
                            ? texts(status.get("statusCategory"), "name", "key")
                            : List.of();
            case "priority" -> texts(fields.get("priority"), "name", "id");
            case "resolution" -> texts(fields.get("resolution"), "name", "id");
            case "assignee", "reporter", "creator" ->
                    texts(
                            fields.get(field.toLowerCase(Locale.ROOT)),
                            "accountId",
                            "emailAddress",
                            "displayName");
            case "labels" -> list(fields.get("labels"));
            case "summary" -> texts(fields, "summary");
            case "description" -> document(fields.get("description"));
            case "text" -> {
                List<String> all = new ArrayList<>(texts(fields, "summary"));
                all.addAll(document(fields.get("description")));
                yield all;
            }
            case "created", "updated", "duedate" -> texts(fields, field.toLowerCase(Locale.ROOT));
            case "cf[10001]", "alert id" -> texts(fields, "customfield_10001");
            default ->
                    throw new InvalidException(
                            "Field '"
                                    + field
                                    + "' does not exist or you do not have permission to view it.");
        };
    }

    private static List<String> texts(@Nullable Value row, String... names) {
        List<String> texts = new ArrayList<>();
        if (row instanceof MapValue map) {
            for (String name : names) {
                String text = map.text(name);
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static List<String> list(@Nullable Value values) {
        List<String> texts = new ArrayList<>();
        if (values instanceof ListValue(List<Value> items)) {
            items.forEach(item -> texts.add(item instanceof StringValue(String text) ? text : ""));
        }
        return texts;
    }

    private static List<String> document(@Nullable Value document) {
        String text = JiraDocument.text(document);
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private String known(String value, String field) throws InvalidException {
        if (value.equalsIgnoreCase("currentUser()")) {
            return Company.text(project.self(), "accountId");
        }
        if (value.endsWith("()")) {
            throw new InvalidException("The lab does not know the function '" + value + "'.");
        }
        boolean named = field.equalsIgnoreCase("project");
        if (named && !project.isCalled(value)) {
            throw new InvalidException(
                    "The value '" + value + "' does not exist for the field 'project'.");
        }
        return value;
    }

    private static boolean isEqual(List<String> actual, String value) {
        if (value.equalsIgnoreCase("unresolved") || value.equalsIgnoreCase("empty")) {
            return actual.isEmpty();
        }
        return actual.stream().anyMatch(value::equalsIgnoreCase);
    }

    /** Each word of the value must be somewhere, as the text search has it. */
    private static boolean hasWords(List<String> actual, String value) {
        String all = String.join("\n", actual).toLowerCase(Locale.ROOT);
        for (String word : value.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_.-]+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return !actual.isEmpty();
    }

    private boolean isBetween(Condition.Test test, List<String> actual) throws InvalidException {
        if (actual.isEmpty()) {
            return false;
        }
        int order = time(actual.getFirst()).compareTo(time(test.values().getFirst()));
        return switch (test.operator()) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** {@code -7d}, {@code 2026-03-02}, or a time as Jira writes it. */
    private Instant time(String text) throws InvalidException {
        try {
            if (text.startsWith("-") && text.length() > 2) {
                long amount = Long.parseLong(text.substring(1, text.length() - 1));
                return switch (text.charAt(text.length() - 1)) {
                    case 'm' -> now.minus(Duration.ofMinutes(amount));
                    case 'h' -> now.minus(Duration.ofHours(amount));
                    case 'd' -> now.minus(Duration.ofDays(amount));
                    case 'w' -> now.minus(Duration.ofDays(7 * amount));
                    default -> throw new NumberFormatException();
                };
            }
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text.replace("+0000", "Z"));
        } catch (NumberFormatException | DateTimeParseException _) {
            throw new InvalidException(
                    "Date value '"
                            + text
                            + "' is invalid. Valid formats include: 'yyyy-MM-dd', '-1d', '-2w'.");
        }
    }
}
