package dev.tocsin.lab;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * Error bodies of Azure Key Vault, which tell the reason in an inner error.
 *
 * @see <a href="https://learn.microsoft.com/en-us/azure/key-vault/general/rest-error-codes">error
 *     codes</a>
 */
final class KeyVaultErrors {

    private KeyVaultErrors() {}

    /**
     * @param inner the code of the inner error, or null where there is none
     */
    static Answer answer(int status, String code, String message, @Nullable String inner) {
        MapValue.Builder error = MapValue.builder().put("code", code).put("message", message);
        if (inner != null) {
            error.put("innererror", MapValue.builder().put("code", inner).build());
        }
        return Answer.json(status, MapValue.of("error", error.build()));
    }

    static RefusedException refuse(
            int status, String code, String message, @Nullable String inner) {
        return new RefusedException(answer(status, code, message, inner));
    }

    static RefusedException notFound(String kind, String name) {
        return refuse(
                404,
                kind + "NotFound",
                "A "
                        + kind.toLowerCase(java.util.Locale.ROOT)
                        + " with (name/id) "
                        + name
                        + " was not found in this key vault. If you recently deleted this "
                        + kind.toLowerCase(java.util.Locale.ROOT)
                        + " you may be able to recover it using the correct recovery command.",
                null);
    }

    static RefusedException disabled(String kind, String inner) {
        return refuse(
                403,
                "Forbidden",
                "Operation get is not allowed on a disabled " + kind + ".",
                inner);
    }

    /** For a status alone; a 403 is that of the firewall. */
    static Answer answer(int status) {
        return switch (status) {
            case 400 -> answer(400, "BadParameter", "The request is invalid.", null);
            case 401 ->
                    answer(
                            401,
                            "Unauthorized",
                            "AKV10000: Request is missing a Bearer or PoP token.",
                            null);
            case 403 ->
                    answer(
                            403,
                            "Forbidden",
                            "Client address is not authorized and caller is not a trusted service.",
                            "ForbiddenByFirewall");
            case 404 -> answer(404, "SecretNotFound", "The secret was not found.", null);
            case 409 -> answer(409, "Conflict", "The object is being changed.", null);
            case 429 -> answer(429, "Throttled", "Request was not processed: too many.", null);
            default -> answer(status, "InternalServerError", "An internal error occurred.", null);
        };
    }
}
