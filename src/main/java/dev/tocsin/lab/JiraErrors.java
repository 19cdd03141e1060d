package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Error bodies of Jira Cloud: what is wrong as a whole, and field by field.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes">
 *     status codes</a>
 */
final class JiraErrors {

    private JiraErrors() {}

    static Answer answer(int status, String message) {
        return body(status, List.of(new StringValue(message)), Map.of());
    }

    static RefusedException refuse(int status, String message) {
        return new RefusedException(answer(status, message));
    }

    static RefusedException field(String field, String message) {
        return fields(Map.of(field, message));
    }

    /** Everything that is wrong with the fields of an issue. */
    static RefusedException fields(Map<String, String> messages) {
        return new RefusedException(body(400, List.of(), messages));
    }

    static RefusedException payload() {
        return refuse(
                400, "Invalid request payload. Refer to the REST API documentation and try again.");
    }

    private static Answer body(int status, List<Value> messages, Map<String, String> fields) {
        Map<String, Value> errors = new LinkedHashMap<>();
        fields.forEach((field, message) -> errors.put(field, new StringValue(message)));
        return Answer.json(
                status,
                MapValue.builder()
                        .put("errorMessages", new ListValue(messages))
                        .put("errors", new MapValue(errors))
                        .build());
    }
}
