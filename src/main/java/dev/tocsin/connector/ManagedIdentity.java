package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A token that Azure gives to the machine itself, without any secret.
 *
 * @param chosen which of several identities; null for the only one
 * @param resource the App ID URI that the token is for, or null for the connector's scope
 */
public record ManagedIdentity(@Nullable Chosen chosen, @Nullable String resource)
        implements Auth.ByToken {

    /** What an identity is known by. */
    public enum By {
        CLIENT_ID("clientId", "client_id"),
        OBJECT_ID("objectId", "object_id"),
        RESOURCE_ID("resourceId", "mi_res_id");

        private final String key;
        private final String parameter;

        By(String key, String parameter) {
            this.key = key;
            this.parameter = parameter;
        }

        /** As {@code connections.yaml} calls it. */
        String key() {
            return key;
        }

        /** As the endpoint calls it. */
        String parameter() {
            return parameter;
        }
    }

    /** One identity. */
    public record Chosen(By by, Credential id) {}

    @Override
    public String kind() {
        return "managedIdentity";
    }

    @Override
    public List<Credential> credentials() {
        return chosen == null ? List.of() : List.of(chosen.id());
    }

    @Override
    public @Nullable Credential suspect() {
        return null;
    }
}
