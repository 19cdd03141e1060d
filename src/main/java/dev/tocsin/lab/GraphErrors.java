package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Error bodies of Microsoft Graph. Services behind it put a more exact code into the inner error,
 * and do not agree on how that is spelled.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/errors">errors</a>
 */
record GraphErrors(Company company) {

    /** What every {@code @odata.context} starts with, in the lab too. */
    static final String CONTEXT = "https://graph.microsoft.com/v1.0/$metadata#";

    Answer answer(int status, String code, String message) {
        return answer(status, code, message, "innerError", null);
    }

    /** One whose inner error says it more exactly. */
    Answer nested(int status, String code, String message, String innerCode) {
        return answer(status, code, message, "innererror", innerCode);
    }

    private Answer answer(
            int status, String code, String message, String innerName, @Nullable String innerCode) {
        String request = company.nextCorrelation();
        MapValue.Builder inner = MapValue.builder();
        if (innerCode != null) {
            inner.put("code", innerCode);
        }
        inner.put("date", company.now()).put("request-id", request);
        return Answer.json(
                        status,
                        MapValue.of(
                                "error",
                                MapValue.builder()
                                        .put("code", code)
                                        .put("message", message)
                                        .put(innerName, inner.build())
                                        .build()))
                .with("request-id", request);
    }

    RefusedException refuse(int status, String code, String message) {
        return new RefusedException(answer(status, code, message));
    }

    /** The directory has nothing of this name. */
    RefusedException missing(String name) {
        return refuse(
                404,
                "Request_ResourceNotFound",
                "Resource '"
                        + name
                        + "' does not exist or one of its queried reference-property objects are"
                        + " not present.");
    }

    /** The security services have nothing of this id. */
    RefusedException unknown(String what, String id) {
        return refuse(404, "NotFound", "The " + what + " " + id + " was not found.");
    }

    /** For a status alone. */
    Answer answer(int status) {
        return switch (status) {
            case 400 -> answer(400, "BadRequest", "Bad request.");
            case 401 ->
                    answer(401, "InvalidAuthenticationToken", "Access token validation failure.");
            case 403 ->
                    answer(
                            403,
                            "Authorization_RequestDenied",
                            "Insufficient privileges to complete the operation.");
            case 404 -> answer(404, "Request_ResourceNotFound", "Resource does not exist.");
            case 429 -> answer(429, "TooManyRequests", "Too many requests.");
            case 503 -> answer(503, "serviceNotAvailable", "The service is not available.");
            case 504 -> answer(504, "UnknownError", "");
            case 509 ->
                    nested(
                            509,
                            "activityLimitReached",
                            "The bandwidth limit is exceeded.",
                            "throttledRequest");
            default -> answer(status, "generalException", "An internal server error occurred.");
        };
    }
}
