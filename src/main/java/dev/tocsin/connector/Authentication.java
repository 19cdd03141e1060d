package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts the credentials of one connection on its requests. Thread-safe. */
final class Authentication {

    private final Auth auth;
    private final ConnectionNeeds needs;
    private final Credentials credentials;
    private final InstantSource clock;
    private final @Nullable FetchedValue<String> tokens;

    /**
     * @param tokens null where the kind of authentication has none
     */
    Authentication(
            Auth auth,
            ConnectionNeeds needs,
            Credentials credentials,
            InstantSource clock,
            @Nullable FetchedValue<String> tokens) {
        this.auth = auth;
        this.needs = needs;
        this.credentials = credentials;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** The token for the next request; null where the kind of authentication has none. */
    @Nullable String token(Instant deadline) throws ConnectorException, InterruptedException {
        return tokens == null ? null : tokens.get(deadline);
    }

    /** Another token after the service did not accept {@code refused}; null where there is none. */
    @Nullable String renewed(@Nullable String refused, Instant deadline)
            throws ConnectorException, InterruptedException {
        if (tokens == null || refused == null) {
            return null;
        }
        tokens.forget(refused);
        return tokens.get(deadline);
    }

    /**
     * The request with what proves who sends it.
     *
     * @param request whole but for that
     * @param token as {@link #token} gave it
     */
    HttpSender.Outgoing on(HttpSender.Outgoing request, @Nullable String token, Instant deadline)
            throws ConnectorException, InterruptedException {
        return switch (auth) {
            case Auth.None _, Auth.UrlSecret _, Auth.MutualTls _ -> request;
            case Auth.ByToken _ -> authorized(request, "Bearer " + token);
            case Auth.Bearer(Credential bearer) ->
                    authorized(request, "Bearer " + credentials.resolve(bearer, deadline).reveal());
            case Auth.Basic basic ->
                    authorized(request, "Basic " + credentials.basic(basic, deadline));
            case Auth.ApiKey key -> withKey(request, key, deadline);
            case Auth.Hmac(Credential secret, Signature signature) ->
                    with(
                            request,
                            RequestSigner.headers(
                                    signature,
                                    credentials.resolve(secret, deadline),
                                    request,
                                    clock.instant()));
        };
    }

    private HttpSender.Outgoing withKey(
            HttpSender.Outgoing request, Auth.ApiKey key, Instant deadline)
            throws ConnectorException, InterruptedException {
        String secret = credentials.resolve(key.key(), deadline).reveal();
        if (key.query() != null) {
            URI url = Urls.withParameter(request.url(), new HttpRequest.Pair(key.query(), secret));
            return new HttpSender.Outgoing(
                    request.method(),
                    url,
                    request.headers(),
                    request.body(),
                    request.contentType());
        }
        String header = key.header();
        String prefix = key.prefix();
        if (header == null) {
            header = needs.apiKeyHeader();
            prefix = prefix.isEmpty() ? needs.apiKeyPrefix() : prefix;
        }
        String name = header == null ? "X-Api-Key" : header;
        return with(request, List.of(new HttpRequest.Pair(name, prefix + secret)));
    }

    private static HttpSender.Outgoing authorized(HttpSender.Outgoing request, String value) {
        return with(request, List.of(new HttpRequest.Pair("Authorization", value)));
    }

    // A header that the step gave as well is the connection's.
    private static HttpSender.Outgoing with(
            HttpSender.Outgoing request, List<HttpRequest.Pair> more) {
        List<HttpRequest.Pair> headers = new ArrayList<>(request.headers());
        for (HttpRequest.Pair one : more) {
            headers.removeIf(other -> other.name().equalsIgnoreCase(one.name()));
            headers.add(one);
        }
        return new HttpSender.Outgoing(
                request.method(), request.url(), headers, request.body(), request.contentType());
    }
}
