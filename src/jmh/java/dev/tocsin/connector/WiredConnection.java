package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A connection that does all that a live one does but talk: it puts the request into bytes, adds
 * the credentials, and reads an answer that was there before.
 */
final class WiredConnection implements OpenConnection {

    private final Connection connection;
    private final Authentication authentication;
    private final AnswerReading answers;
    private final RateLimits limits;
    private final HttpSender.Incoming incoming;

    /** How many bytes went out last; keeps the JIT compiler from leaving the work out. */
    int sent;

    WiredConnection(Connector connector, String answer) {
        Diagnostics diagnostics = new Diagnostics();
        String yaml =
                """
                connections:
                  %s:
                    url: https://service.example.com/api
                    auth: { kind: basic, user: tocsin, password: env:TOCSIN_BENCHMARK }
                """
                        .formatted(connector.name());
        connection =
                Objects.requireNonNull(
                        Connections.parse(SourceText.of("benchmark", yaml), null, diagnostics)
                                .named(connector.name()));
        Credentials credentials =
                new Credentials(
                        connection.name(),
                        new CredentialSource() {
                            @Override
                            public Secret find(String reference, Instant deadline) {
                                return Secret.of("a-password-of-some-length");
                            }

                            @Override
                            public String howToSet(String reference) {
                                return "it is set";
                            }
                        });
        ConnectionNeeds needs = Objects.requireNonNull(connector.needs());
        Machine machine = Machine.here(Map.of(), _ -> {});
        authentication =
                new Authentication(connection.auth(), needs, credentials, machine.clock(), null);
        answers = new AnswerReading(connection.name(), credentials.scrubber());
        limits = new RateLimits(connection.name(), needs.limits(), connection.limits());
        incoming =
                new HttpSender.Incoming(
                        200,
                        Map.of("content-type", "application/json; charset=utf-8"),
                        answer.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return connection.name();
    }

    @Override
    public Path folder() {
        throw new IllegalStateException("no files here");
    }

    @Override
    public MapValue settings() {
        return connection.settings();
    }

    @Override
    public HttpAnswer send(HttpRequest request, Call call)
            throws ConnectorException, InterruptedException {
        limits.takeTurn(call.deadline());
        URI url =
                Urls.target(
                        Objects.requireNonNull(connection.url()),
                        request.path(),
                        request.query(),
                        connection.name());
        for (HttpRequest.Pair header : request.headers()) {
            Urls.checkHeader(header);
        }
        RequestBody body = RequestBody.of(request.body());
        HttpSender.Outgoing outgoing =
                authentication.on(
                        new HttpSender.Outgoing(
                                request.method(),
                                url,
                                List.of(new HttpRequest.Pair("Accept", "application/json")),
                                body.bytes(),
                                body.contentType()),
                        null,
                        call.deadline());
        sent = outgoing.headers().size() + (outgoing.body() == null ? 0 : outgoing.body().length);
        return answers.read(incoming, url, request.answer());
    }

    @Override
    public String link(HttpRequest request, String link, Call call) {
        throw new IllegalStateException("one page is enough here");
    }

    @Override
    public void takeTurn(OperationSpec operation, Call call)
            throws ConnectorException, InterruptedException {
        limits.takeTurn(operation.name(), operation.limits(), call.deadline());
    }

    @Override
    public ConnectorException error(HttpAnswer answer, ErrorKind kind) {
        throw new IllegalStateException("the answer is a good one");
    }

    @Override
    public String scrub(String text) {
        return text;
    }

    @Override
    public SmtpSession smtp(Call call) {
        throw new IllegalStateException("no mail here");
    }
}
