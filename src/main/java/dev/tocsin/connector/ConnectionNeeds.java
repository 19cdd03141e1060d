package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a connector needs of its connection.
 *
 * @param auth the kinds of authentication the service takes, the usual one first
 * @param url where the service is for everybody, or null where each customer has an own address
 * @param scope what OAuth2 asks for unless the connection says otherwise, or null
 * @param apiKeyHeader where an API key goes unless the connection says otherwise, or null
 * @param apiKeyPrefix what stands before the key, empty for nothing
 * @param limits how often the service lets itself be asked, unless the connection says otherwise
 * @param example lines for {@code connections.yaml}, indented by two, that a person fills in
 */
public record ConnectionNeeds(
        List<String> auth,
        @Nullable String url,
        @Nullable String scope,
        @Nullable String apiKeyHeader,
        String apiKeyPrefix,
        List<RateLimit> limits,
        String example) {

    public ConnectionNeeds {
        auth = List.copyOf(auth);
        limits = List.copyOf(limits);
    }
}
