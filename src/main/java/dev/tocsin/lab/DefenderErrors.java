package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

/**
 * Error bodies of Defender for Endpoint.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-endpoint/api/common-errors">common
 *     errors</a>
 */
record DefenderErrors(Company company) {

    Answer answer(int status, String code, String message) {
        return Answer.json(
                status,
                MapValue.of(
                        "error",
                        MapValue.builder()
                                .put("code", code)
                                .put("message", message)
                                .put("target", company.nextCorrelation())
                                .build()));
    }

    RefusedException refuse(int status, String code, String message) {
        return new RefusedException(answer(status, code, message));
    }

    /** For a status alone. */
    Answer answer(int status) {
        return switch (status) {
            case 400 -> answer(400, "BadRequest", "The request is not valid.");
            case 401 -> answer(401, "Unauthorized", "Authorization header is missing or invalid.");
            case 403 -> answer(403, "Forbidden", "The application does not have the roles needed.");
            case 404 -> answer(404, "ResourceNotFound", "The resource was not found.");
            case 429 -> answer(429, "TooManyRequests", "Too many requests, try again later.");
            default -> answer(status, "InternalServerError", "");
        };
    }
}
