package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;

import java.util.List;

/**
 * Error bodies of GitHub's REST API.
 *
 * @see <a
 *     href="https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api">troubleshooting</a>
 */
final class GitHubErrors {

    private static final String MANUAL = "https://docs.github.com/rest";

    private GitHubErrors() {}

    static Answer answer(int status, String message) {
        return Answer.json(
                status,
                MapValue.builder()
                        .put("message", message)
                        .put("documentation_url", MANUAL)
                        .put("status", Integer.toString(status))
                        .build());
    }

    static RefusedException refuse(int status, String message) {
        return new RefusedException(answer(status, message));
    }

    /** A field that has not what it should: {@code missing_field}, {@code invalid}. */
    static RefusedException field(String resource, String field, String code) {
        MapValue error =
                MapValue.builder()
                        .put("resource", resource)
                        .put("field", field)
                        .put("code", code)
                        .build();
        return new RefusedException(
                Answer.json(
                        422,
                        MapValue.builder()
                                .put("message", "Validation Failed")
                                .put("errors", new ListValue(List.of(error)))
                                .put("documentation_url", MANUAL)
                                .put("status", "422")
                                .build()));
    }
}
