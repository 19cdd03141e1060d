package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches tokens that Azure gives to this machine itself. Its client reaches the identity endpoint
 * alone, with this one request, and never through a proxy.
 */
final class IdentityTokens implements FetchedValue.Source<String> {

    private static final String DEFAULT_SCOPE = "/.default";

    private final Connection connection;
    private final ManagedIdentity auth;
    private final @Nullable String resource;
    private final Credentials credentials;
    private final HttpSender sender;
    private final Machine machine;

    /**
     * @param usualScope the connector's; null for none
     * @param sender guarded by an {@link IdentityGuard}
     */
    IdentityTokens(
            Connection connection,
            ManagedIdentity auth,
            @Nullable String usualScope,
            Credentials credentials,
            HttpSender sender,
            Machine machine) {
        this.connection = connection;
        this.auth = auth;
        this.resource = auth.resource() == null ? ofScope(usualScope) : auth.resource();
        this.credentials = credentials;
        this.sender = sender;
        this.machine = machine;
    }

    /** Of {@code https://graph.microsoft.com/.default} what stands before the last slash. */
    private static @Nullable String ofScope(@Nullable String scope) {
        return scope != null && scope.endsWith(DEFAULT_SCOPE)
                ? scope.substring(0, scope.length() - DEFAULT_SCOPE.length())
                : scope;
    }

    @Override
    public FetchedValue.Good<String> fetch(Instant deadline)
            throws ConnectorException, InterruptedException {
        URI url = url(deadline);
        List<HttpRequest.Pair> headers = new ArrayList<>();
        headers.add(new HttpRequest.Pair("Accept", "application/json"));
        Secret header = machine.identity().header();
        switch (machine.identity().form()) {
            case METADATA_SERVICE -> headers.add(new HttpRequest.Pair("Metadata", "true"));
            case APP_SERVICE -> {
                if (header != null) {
                    credentials.scrubber().learn(header.reveal());
                    headers.add(new HttpRequest.Pair("X-IDENTITY-HEADER", header.reveal()));
                }
            }
        }
        HttpSender.Outgoing request = new HttpSender.Outgoing("GET", url, headers, null, null);
        TokenAnswer answer;
        try {
            answer = TokenAnswer.read(sender.send(request, deadline));
        } catch (IOException e) {
            throw unreachable(e, url);
        }
        FetchedValue.Good<String> token = answer.token(machine.clock().instant());
        if (token == null) {
            throw refused(answer);
        }
        credentials.scrubber().learnPassing(token.value());
        return token;
    }

    private URI url(Instant deadline) throws ConnectorException, InterruptedException {
        URI url = machine.identity().url();
        if (url == null) {
            throw unusable(
                    "`IDENTITY_ENDPOINT` is set without a usable `IDENTITY_HEADER`, as on Azure"
                            + " Arc, whose identities are not supported; use"
                            + " `oauth2ClientCredentials`");
        }
        if (resource == null) {
            throw unusable(
                    "the connector does not say what the token is for; add `resource` to `auth`");
        }
        URI full =
                Urls.withParameter(
                        Urls.withParameter(
                                url,
                                new HttpRequest.Pair(
                                        "api-version", machine.identity().form().apiVersion())),
                        new HttpRequest.Pair("resource", resource));
        ManagedIdentity.Chosen chosen = auth.chosen();
        return chosen == null
                ? full
                : Urls.withParameter(
                        full,
                        new HttpRequest.Pair(
                                chosen.by().parameter(),
                                credentials.resolve(chosen.id(), deadline).reveal()));
    }

    @Override
    public ConnectorException late() {
        URI url = machine.identity().url();
        return unreachable(
                new HttpSender.DeadlineException(), url == null ? URI.create("http://-") : url);
    }

    private ConnectorException unreachable(IOException e, URI url) {
        ConnectorException failure =
                TransportFailure.of(e, connection, url, "GET").nothingWasDone();
        return failure.as(
                failure.kind(),
                failure.text() + "; only machines of Azure have a managed identity");
    }

    private ConnectorException unusable(String why) {
        return ConnectorException.of(
                        ErrorKind.UNAUTHORIZED,
                        "connection `" + connection.name() + "` gets no managed identity: " + why)
                .nothingWasDone();
    }

    private ConnectorException refused(TokenAnswer answer) {
        int status = answer.incoming().status();
        String said = ServiceMessage.of(credentials.scrubber().scrub(answer.body()));
        ConnectorException error =
                ConnectorException.of(
                                kind(status),
                                "connection `"
                                        + connection.name()
                                        + "` gets no managed identity for `"
                                        + resource
                                        + "` ("
                                        + status
                                        + ")"
                                        + (said.isEmpty() ? "" : ": " + said))
                        .withStatus(status)
                        .nothingWasDone();
        Duration pause =
                RetryAfter.parse(answer.incoming().headers().get("retry-after"), Instant.now());
        return pause == null ? error : error.retryAfter(pause);
    }

    // 404 and 410 come while the service on the machine is being updated.
    private static ErrorKind kind(int status) {
        return status == 429
                ? ErrorKind.RATE_LIMITED
                : status == 404 || status == 410 || status >= 500
                        ? ErrorKind.UNAVAILABLE
                        : ErrorKind.UNAUTHORIZED;
    }
}
