package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A connection in use over HTTP or SMTP. */
final class LiveConnection implements OpenConnection, AutoCloseable {

    private static final int MAX_REDIRECTS = 3;

    private final Connection connection;
    private final ConnectionNeeds needs;
    private final Senders senders;
    private final Credentials credentials;
    private final @Nullable Path folder;
    private final Deadlines deadlines;
    private final HttpSender sender;
    private final Authentication authentication;
    private final AnswerReading answers;
    private final RateLimits limits;

    /**
     * @param fence what may be reached at most, or null where the connection alone decides
     * @param folder of the project, or null where there is none
     */
    LiveConnection(
            Connection connection,
            ConnectionNeeds needs,
            Credentials credentials,
            @Nullable Fence fence,
            Machine machine,
            @Nullable Path folder,
            Deadlines deadlines) {
        this.connection = connection;
        this.needs = needs;
        this.credentials = credentials;
        this.folder = folder;
        this.deadlines = deadlines;
        this.limits = new RateLimits(connection.name(), needs.limits(), connection.limits());
        this.senders = new Senders(connection, needs, credentials, fence, machine, deadlines);
        this.sender = senders.service();
        this.authentication =
                new Authentication(
                        connection.auth(), needs, credentials, machine.clock(), senders.tokens());
        this.answers = new AnswerReading(connection.name(), credentials.scrubber());
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
    public @Nullable Path folder() {
        return folder;
    }

    @Override
    public HttpAnswer send(HttpRequest request, Call call)
            throws ConnectorException, InterruptedException {
        limits.takeTurn(call.deadline());
        Instant deadline = deadline(call);
        URI base = base(deadline);
        URI url = Urls.target(base, request.path(), request.query(), connection.name());
        String token = authentication.token(deadline);
        HttpSender.Incoming incoming = follow(request, url, token, deadline);
        if (incoming.status() == 401 && token != null) {
            incoming = follow(request, url, authentication.renewed(token, deadline), deadline);
        }
        HttpAnswer answer = answers.read(incoming, url, request.answer());
        Duration pause = RetryAfter.parse(answer.headers().text("retry-after"), Instant.now());
        if (answer.status() == 429 && pause != null) {
            limits.pause(pause);
        }
        return answer;
    }

    @Override
    public String link(HttpRequest request, String link, Call call)
            throws ConnectorException, InterruptedException {
        URI from = Urls.target(base(deadline(call)), request.path(), List.of(), connection.name());
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
            HttpSender.Incoming incoming =
                    exchange(outgoing(request, url, token, deadline), deadline);
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

    private HttpSender.Outgoing outgoing(
            HttpRequest request, URI url, @Nullable String token, Instant deadline)
            throws ConnectorException, InterruptedException {
        List<HttpRequest.Pair> headers = new ArrayList<>();
        headers.add(new HttpRequest.Pair("Accept", "application/json, */*;q=0.5"));
        for (HttpRequest.Pair header : request.headers()) {
            if (header.name().equalsIgnoreCase("accept")) {
                headers.removeFirst();
            }
            Urls.checkHeader(header);
            headers.add(header);
        }
        RequestBody body = RequestBody.of(request.body());
        return authentication.on(
                new HttpSender.Outgoing(
                        request.method(), url, headers, body.bytes(), body.contentType()),
                token,
                deadline);
    }

    private URI base(Instant deadline) throws ConnectorException, InterruptedException {
        if (connection.auth() instanceof Auth.UrlSecret(Credential secret)) {
            URI url = Urls.secret(credentials.resolve(secret, deadline).reveal());
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
    public SmtpSession smtp(Call call) throws ConnectorException, InterruptedException {
        SmtpServer server = connection.smtp();
        if (server == null) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "connection `" + connection.name() + "` has no `smtp`")
                    .nothingWasDone();
        }
        limits.takeTurn(call.deadline());
        Instant deadline = deadline(call);
        boolean open = server.security() == SmtpServer.Security.NONE;
        return new SmtpSession(
                connection.name(),
                server,
                login(server, deadline),
                credentials.scrubber(),
                new SmtpSockets(
                        server,
                        open ? senders.guard().inTheClear() : senders.guard(),
                        open
                                ? null
                                : TlsContext.of(connection.transport().tls(), credentials)
                                        .sockets(deadline)),
                deadline,
                deadlines);
    }

    private @Nullable SmtpLogin login(SmtpServer server, Instant deadline)
            throws ConnectorException, InterruptedException {
        if (connection.auth() instanceof Auth.Basic basic) {
            return new SmtpLogin(
                    credentials.resolve(basic.user(), deadline).reveal(),
                    credentials.resolve(basic.password(), deadline),
                    false);
        }
        String token = authentication.token(deadline);
        return token == null ? null : new SmtpLogin(server.from(), Secret.of(token), true);
    }

    @Override
    public ConnectorException error(HttpAnswer answer, ErrorKind kind) {
        Credential suspect = connection.suspect();
        return StatusErrors.of(
                answer,
                kind,
                connection.name(),
                suspect == null ? "" : Credentials.nameOf(suspect));
    }

    @Override
    public String scrub(String text) {
        return credentials.scrubber().scrub(text);
    }

    @Override
    public void close() {
        senders.close();
    }
}
