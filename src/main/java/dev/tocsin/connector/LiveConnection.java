package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A connection in use over HTTP or SMTP. */
final class LiveConnection implements OpenConnection, AutoCloseable {

    private static final int MAX_REDIRECTS = 3;

    private final Connection connection;
    private final ConnectionNeeds needs;
    private final AddressGuard guard;
    private final Credentials credentials;
    private final Deadlines deadlines;
    private final HttpSender sender;
    private final AnswerReading answers;
    private final RateLimits limits;
    private final @Nullable TokenCache tokens;

    LiveConnection(
            Connection connection,
            ConnectionNeeds needs,
            AddressGuard guard,
            Credentials credentials,
            Deadlines deadlines) {
        this.connection = connection;
        this.needs = needs;
        this.guard = guard;
        this.credentials = credentials;
        this.deadlines = deadlines;
        this.sender = new HttpSender(new HttpClients(guard), deadlines);
        this.limits = new RateLimits(connection.name(), needs.limits(), connection.limits());
        this.answers = new AnswerReading(connection.name(), credentials.scrubber());
        this.tokens =
                connection.auth() instanceof Auth.OAuth2ClientCredentials oauth
                        ? new TokenCache(connection, oauth, needs.scope(), credentials, sender)
                        : null;
    }

    @Override
    public String name() {
        return connection.name();
    }

    @Override
    public MapValue settings() {
        return connection.settings();
    }

    @Override
    public HttpAnswer send(HttpRequest request, Call call)
            throws ConnectorException, InterruptedException {
        limits.takeTurn(call.deadline());
        Instant deadline = deadline(call);
        URI base = base();
        URI url = Urls.target(base, request.path(), request.query(), connection.name());
        String token = tokens == null ? null : tokens.token(deadline);
        HttpSender.Incoming incoming = follow(request, url, token, deadline);
        if (incoming.status() == 401 && tokens != null && token != null) {
            tokens.forget(token);
            incoming = follow(request, url, tokens.token(deadline), deadline);
        }
        HttpAnswer answer = answers.read(incoming, url, request.answer());
        Duration pause = RetryAfter.parse(answer.headers().text("retry-after"), Instant.now());
        if (answer.status() == 429 && pause != null) {
            limits.pause(pause);
        }
        return answer;
    }

    @Override
    public String link(HttpRequest request, String link) throws ConnectorException {
        URI from = Urls.target(base(), request.path(), List.of(), connection.name());
        URI target = Urls.redirect(from, link);
        if (target == null) {
            throw ConnectorException.of(
                    ErrorKind.FAILED,
                    "connection `"
                            + connection.name()
                            + "`: the service gave a link that is no web address");
        }
        return target.toString();
    }

    @Override
    public void takeTurn(OperationSpec operation, Call call)
            throws ConnectorException, InterruptedException {
        limits.takeTurn(operation.name(), operation.limits(), call.deadline());
    }

    // A redirect within the origin is followed for reads; anything else could carry credentials or
    // a change to where the connection does not point.
    private HttpSender.Incoming follow(
            HttpRequest request, URI first, @Nullable String token, Instant deadline)
            throws ConnectorException, InterruptedException {
        URI url = first;
        for (int redirects = 0; ; redirects++) {
            HttpSender.Incoming incoming = exchange(outgoing(request, url, token), deadline);
            String location = incoming.headers().get("location");
            if (!isRedirect(incoming.status()) || location == null) {
                return incoming;
            }
            URI next = Urls.redirect(url, location);
            if (next == null || !Origin.of(next).equals(Origin.of(first))) {
                throw answers.redirectElsewhere(first, next, incoming.status());
            }
            if (!request.method().equals("GET") || redirects == MAX_REDIRECTS) {
                throw answers.redirectNotFollowed(request.method(), first, incoming.status());
            }
            url = next;
        }
    }

    private HttpSender.Incoming exchange(HttpSender.Outgoing outgoing, Instant deadline)
            throws ConnectorException, InterruptedException {
        try {
            return sender.send(outgoing, deadline);
        } catch (java.io.IOException e) {
            throw TransportFailure.of(e, connection, outgoing.url(), outgoing.method());
        }
    }

    private HttpSender.Outgoing outgoing(HttpRequest request, URI url, @Nullable String token)
            throws ConnectorException {
        List<HttpRequest.Pair> headers = new ArrayList<>();
        headers.add(new HttpRequest.Pair("Accept", "application/json, */*;q=0.5"));
        for (HttpRequest.Pair header : request.headers()) {
            if (header.name().equalsIgnoreCase("accept")) {
                headers.removeFirst();
            }
            Urls.checkHeader(header);
            headers.add(header);
        }
        URI authenticated = url;
        switch (connection.auth()) {
            case Auth.None _, Auth.UrlSecret _ -> {}
            case Auth.OAuth2ClientCredentials _ -> authorize(headers, "Bearer " + token);
            case Auth.Bearer(Credential bearer) ->
                    authorize(headers, "Bearer " + credentials.resolve(bearer).reveal());
            case Auth.Basic basic -> authorize(headers, "Basic " + credentials.basic(basic));
            case Auth.ApiKey key -> authenticated = apiKey(key, headers, url);
        }
        RequestBody body = RequestBody.of(request.body());
        return new HttpSender.Outgoing(
                request.method(), authenticated, headers, body.bytes(), body.contentType());
    }

    private URI apiKey(Auth.ApiKey key, List<HttpRequest.Pair> headers, URI url)
            throws ConnectorException {
        String secret = credentials.resolve(key.key()).reveal();
        if (key.query() != null) {
            return Urls.withParameter(url, new HttpRequest.Pair(key.query(), secret));
        }
        String header = key.header();
        String prefix = key.prefix();
        if (header == null) {
            header = needs.apiKeyHeader();
            prefix = prefix.isEmpty() ? needs.apiKeyPrefix() : prefix;
        }
        String name = header == null ? "X-Api-Key" : header;
        headers.removeIf(other -> other.name().equalsIgnoreCase(name));
        headers.add(new HttpRequest.Pair(name, prefix + secret));
        return url;
    }

    private static void authorize(List<HttpRequest.Pair> headers, String value) {
        headers.add(new HttpRequest.Pair("Authorization", value));
    }

    private URI base() throws ConnectorException {
        if (connection.auth() instanceof Auth.UrlSecret(Credential secret)) {
            URI url = Urls.secret(credentials.resolve(secret).reveal());
            if (url == null) {
                throw ConnectorException.of(
                                ErrorKind.INVALID,
                                "the credential `"
                                        + Credentials.nameOf(secret)
                                        + "` of connection `"
                                        + connection.name()
                                        + "` is not a web address")
                        .nothingWasDone();
            }
            credentials.scrubber().learnUrl(url);
            return url;
        }
        URI own = connection.url();
        String usual = needs.url();
        if (own == null && usual == null) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "connection `" + connection.name() + "` has no `url`")
                    .nothingWasDone();
        }
        return own == null ? URI.create(String.valueOf(usual)) : own;
    }

    private static boolean isRedirect(int status) {
        return status >= 301 && status <= 303 || status == 307 || status == 308;
    }

    private Instant deadline(Call call) {
        Instant own = Instant.now().plus(connection.timeout());
        return own.isBefore(call.deadline()) ? own : call.deadline();
    }

    @Override
    public SmtpSession smtp(Call call) throws ConnectorException {
        SmtpServer server = connection.smtp();
        if (server == null) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "connection `" + connection.name() + "` has no `smtp`")
                    .nothingWasDone();
        }
        Auth.Basic basic = connection.auth() instanceof Auth.Basic login ? login : null;
        return new SmtpSession(
                connection.name(),
                server,
                basic == null ? null : credentials.resolve(basic.user()).reveal(),
                basic == null ? null : credentials.resolve(basic.password()),
                credentials.scrubber(),
                new GuardedSockets(
                        server.security() == SmtpServer.Security.NONE ? guard.inTheClear() : guard),
                deadline(call),
                deadlines);
    }

    @Override
    public ConnectorException error(HttpAnswer answer) {
        return StatusErrors.of(answer, connection.name(), secretName(connection.auth()));
    }

    private static String secretName(Auth auth) {
        return switch (auth) {
            case Auth.None _ -> "";
            case Auth.ApiKey key -> Credentials.nameOf(key.key());
            case Auth.Basic basic -> Credentials.nameOf(basic.password());
            case Auth.Bearer(Credential token) -> Credentials.nameOf(token);
            case Auth.OAuth2ClientCredentials oauth -> Credentials.nameOf(oauth.clientSecret());
            case Auth.UrlSecret(Credential url) -> Credentials.nameOf(url);
        };
    }

    @Override
    public String scrub(String text) {
        return credentials.scrubber().scrub(text);
    }

    @Override
    public void close() {
        sender.close();
    }
}
