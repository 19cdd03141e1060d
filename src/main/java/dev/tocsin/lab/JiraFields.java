package dev.tocsin.lab;

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

/**
 * Reads the fields of an issue as requests give them into what the service keeps. Finds everything
 * that is wrong before it refuses.
 */
final class JiraFields {

    private static final int LONGEST_SUMMARY = 255;
    private static final Set<String> NAMES =
            Set.of(
                    "summary",
                    "issuetype",
                    "project",
                    "parent",
                    "description",
                    "priority",
                    "labels",
                    "assignee",
                    "duedate",
                    "resolution",
                    "customfield_10001",
                    "customfield_10002");

    private final JiraProject project;
    private final Map<String, Value> read = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    JiraFields(JiraProject project) {
        this.project = project;
    }

    /** Reads {@code fields} of a request. */
    JiraFields set(@Nullable Value fields) {
        if (fields instanceof MapValue map) {
            map.entries().forEach(this::set);
        }
        return this;
    }

    /** Reads {@code update} of a request, which changes labels one by one. */
    JiraFields update(@Nullable Value update, MapValue present) {
        if (update instanceof MapValue map) {
            for (Map.Entry<String, Value> field : map.entries().entrySet()) {
                if (read.containsKey(field.getKey())) {
                    errors.put(
                            field.getKey(),
                            "Field '"
                                    + field.getKey()
                                    + "' cannot appear in both 'fields' and 'update'");
                } else if (field.getKey().equals("labels")) {
                    labels(field.getValue(), present);
                } else {
                    errors.put(field.getKey(), cannotBeSet(field.getKey()));
                }
            }
        }
        return this;
    }

    /** A new issue needs these. */
    JiraFields require() {
        for (String field : List.of("project", "issuetype", "summary")) {
            if (!read.containsKey(field)) {
                errors.putIfAbsent(
                        field,
                        switch (field) {
                            case "project" -> "Specify a valid project ID or key";
                            case "issuetype" -> "Specify an issue type";
                            default -> "You must specify a summary of the issue.";
                        });
            }
        }
        return this;
    }

    /**
     * What was read.
     *
     * @throws RefusedException if anything is wrong
     */
    Map<String, Value> checked() {
        if (!errors.isEmpty()) {
            throw JiraErrors.fields(errors);
        }
        return read;
    }

    private void set(String field, Value given) {
        if (!NAMES.contains(field)) {
            errors.put(field, cannotBeSet(field));
            return;
        }
        switch (field) {
            case "summary" -> summary(given);
            case "description", "customfield_10002" -> document(field, given);
            case "labels" -> keep(field, given, given instanceof ListValue && areLabels(given));
            case "project" ->
                    named(field, given, List.of(project.project()), "valid project is required");
            case "issuetype" ->
                    named(field, given, project.issueTypes(), "Specify a valid issue type");
            case "priority" ->
                    named(field, given, project.priorities(), "Specify a valid priority");
            case "resolution" ->
                    named(field, given, project.resolutions(), "Specify a valid resolution");
            case "assignee" -> assignee(given);
            default -> keep(field, given, given instanceof StringValue || given == NullValue.NULL);
        }
    }

    private void summary(Value given) {
        String text = given instanceof StringValue(String value) ? value : "";
        if (text.isBlank()) {
            errors.put("summary", "You must specify a summary of the issue.");
        } else if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            errors.put("summary", "The summary is invalid because it contains newline characters.");
        } else if (text.length() > LONGEST_SUMMARY) {
            errors.put("summary", "Summary can't exceed 255 characters.");
        } else {
            read.put("summary", given);
        }
    }

    private void document(String field, Value given) {
        if (given == NullValue.NULL || JiraDocument.isValid(given)) {
            read.put(field, given);
        } else {
            errors.put(
                    field,
                    "Operation value must be an Atlassian Document (see the Atlassian Document"
                            + " Format)");
        }
    }

    private void named(String field, Value given, List<MapValue> rows, String wrong) {
        MapValue row = JiraProject.named(rows, given);
        if (row == null) {
            errors.put(field, wrong);
        } else {
            read.put(field, row);
        }
    }

    private void assignee(Value given) {
        String id = given instanceof MapValue map ? map.text("accountId") : null;
        String old = given instanceof MapValue map ? map.text("id") : null;
        MapValue person = project.person(id == null ? String.valueOf(old) : id);
        if (given == NullValue.NULL) {
            read.put("assignee", given);
        } else if (person == null) {
            errors.put("assignee", "Specify a valid value for assignee");
        } else {
            read.put("assignee", person);
        }
    }

    private void keep(String field, Value given, boolean right) {
        if (right) {
            read.put(field, given);
        } else {
            errors.putIfAbsent(field, "Operation value must be a string");
        }
    }

    private boolean areLabels(Value given) {
        if (given instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                String label = item instanceof StringValue(String text) ? text : " ";
                if (label.isEmpty() || label.chars().anyMatch(Character::isWhitespace)) {
                    errors.put(
                            "labels",
                            "The label '" + label + "' contains spaces which is invalid.");
                    return false;
                }
            }
        }
        return true;
    }

    private void labels(Value verbs, MapValue present) {
        List<Value> labels =
                present.get("labels") instanceof ListValue(List<Value> items)
                        ? new ArrayList<>(items)
                        : new ArrayList<>();
        if (verbs instanceof ListValue(List<Value> all)) {
            for (Value verb : all) {
                if (verb instanceof MapValue map && map.get("add") instanceof StringValue added) {
                    labels.remove(added);
                    labels.add(added);
                } else if (verb instanceof MapValue map && map.get("remove") != null) {
                    labels.remove(map.get("remove"));
                } else {
                    errors.put("labels", "The lab knows the verbs `add` and `remove`.");
                }
            }
        }
        ListValue changed = new ListValue(labels);
        keep("labels", changed, areLabels(changed));
    }

    private static String cannotBeSet(String field) {
        return "Field '"
                + field
                + "' cannot be set. It is not on the appropriate screen, or unknown.";
    }
}
