package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

/**
 * Error bodies of Microsoft Graph.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/errors">errors</a>
 */
record GraphErrors(Company company) {

    Answer answer(int status, String code, String message) {
        String request = company.nextCorrelation();
        return Answer.json(
                        status,
                        MapValue.of(
                                "error",
                                MapValue.builder()
                                        .put("code", code)
                                        .put("message", message)
                                        .put(
                                                "innerError",
                                                MapValue.builder()
                                                        .put("date", company.now())
                                                        .put("request-id", request)
                                                        .build())
                                        .build()))
                .with("request-id", request);
    }

    RefusedException refuse(int status, String code, String message) {
        return new RefusedException(answer(status, code, message));
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
            default -> answer(status, "generalException", "An internal server error occurred.");
        };
    }
}
