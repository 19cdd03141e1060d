package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the fields of an issue as requests give them. */
record GitHubFields(GitHubRepositories repositories) {

    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_BODY = 65_536;
    private static final Set<String> REASONS =
            Set.of("completed", "not_planned", "duplicate", "reopened");

    /**
     * What the service keeps of a request.
     *
     * @throws RefusedException at the first field that is wrong
     */
    Map<String, Value> read(MapValue body, String repository) {
        Map<String, Value> fields = new LinkedHashMap<>();
        body.entries()
                .forEach(
                        (field, value) -> {
                            switch (field) {
                                case "title" ->
                                        fields.put(field, text(field, value, LONGEST_TITLE));
                                case "body" ->
                                        fields.put(
                                                field,
                                                value == NullValue.NULL
                                                        ? value
                                                        : text(field, value, LONGEST_BODY));
                                case "labels" ->
                                        fields.put(
                                                field,
                                                repositories.labels(
                                                        repository,
                                                        GitHubRepositories.texts(value)));
                                case "assignees" -> fields.put(field, people(value));
                                case "state" ->
                                        fields.put(
                                                field,
                                                oneOf(field, value, Set.of("open", "closed")));
                                case "state_reason" ->
                                        fields.put(field, oneOf(field, value, REASONS));
                                default ->
                                        throw GitHubErrors.refuse(
                                                422, "The lab's GitHub has no `" + field + "`.");
                            }
                        });
        return fields;
    }

    private ListValue people(Value logins) {
        List<Value> people = new ArrayList<>();
        for (String login : GitHubRepositories.texts(logins)) {
            MapValue person = repositories.person(login);
            if (person == null) {
                throw GitHubErrors.field("Issue", "assignees", "invalid");
            }
            people.add(person);
        }
        return new ListValue(people);
    }

    private static Value text(String field, Value value, int longest) {
        if (!(value instanceof StringValue(String text))) {
            throw GitHubErrors.field("Issue", field, "invalid");
        }
        if (text.isBlank() && field.equals("title")) {
            throw GitHubErrors.field("Issue", field, "missing_field");
        }
        if (text.length() > longest) {
            throw GitHubErrors.field("Issue", field, "too_long");
        }
        return value;
    }

    private static Value oneOf(String field, Value value, Set<String> known) {
        if (!(value instanceof StringValue(String text)) || !known.contains(text)) {
            throw GitHubErrors.field("Issue", field, "invalid");
        }
        return value;
    }
}
