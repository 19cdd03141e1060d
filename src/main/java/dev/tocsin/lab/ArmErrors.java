package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Error bodies of Azure Resource Manager, which its resource providers share.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/common-deployment-errors">common
 *     errors</a>
 */
final class ArmErrors {

    private ArmErrors() {}

    static Answer answer(int status, String code, String message) {
        return Answer.json(
                status,
                MapValue.of(
                        "error",
                        MapValue.builder().put("code", code).put("message", message).build()));
    }

    static RefusedException refuse(int status, String code, String message) {
        return new RefusedException(answer(status, code, message));
    }

    /** For a status alone. */
    static Answer answer(int status) {
        return switch (status) {
            case 400 -> answer(400, "BadRequest", "The request is invalid.");
            case 401 -> answer(401, "InvalidAuthenticationToken", "The access token is invalid.");
            case 403 ->
                    answer(
                            403,
                            "AuthorizationFailed",
                            "The client does not have authorization to perform action over scope.");
            case 404 -> answer(404, "ResourceNotFound", "The resource was not found.");
            case 409 -> answer(409, "Conflict", "The resource is busy with another operation.");
            case 429 ->
                    answer(
                            429,
                            "SubscriptionRequestsThrottled",
                            "Number of requests for subscription exceeded the limit.");
            case 503 -> answer(503, "ServerBusy", "The service is busy; try again later.");
            default -> answer(status, "InternalServerError", "An unexpected error occurred.");
        };
    }

    /** The 401 for a request whose token does not open Resource Manager, or null where it does. */
    static @Nullable Answer unauthorized(Tokens tokens, Request request) {
        String header = request.header("authorization");
        String fault = tokens.fault(header, Audience.AZURE);
        if (fault == null) {
            return null;
        }
        if (header == null) {
            return answer(
                    401,
                    "AuthenticationFailed",
                    "Authentication failed. The 'Authorization' header is missing.");
        }
        if (fault.contains("audience")) {
            return answer(
                    401,
                    "InvalidAuthenticationTokenAudience",
                    "The access token has been obtained for wrong audience or resource. It should"
                            + " exactly match with one of the allowed audiences"
                            + " 'https://management.core.windows.net/',"
                            + "'https://management.azure.com/'.");
        }
        return fault.contains("expired")
                ? answer(401, "ExpiredAuthenticationToken", "The access token expiry has passed.")
                : answer(401);
    }

    /**
     * The {@code api-version} of a request.
     *
     * @throws RefusedException where it has none
     */
    static String version(Request request) {
        String version = request.query().get("api-version");
        if (version == null) {
            throw refuse(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all"
                            + " requests.");
        }
        return version;
    }

    /** The body as an object. */
    static MapValue body(Request request) {
        MapValue body = request.json();
        if (body == null) {
            throw refuse(
                    400,
                    "InvalidRequestContent",
                    "The request content was invalid and could not be deserialized.");
        }
        return body;
    }
}
