package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The access token of one connection: fetched when needed, kept until shortly before its end, one
 * fetch in flight (RFC 6749 section 4.4). Thread-safe.
 */
final class TokenCache {

    // A token that ends while the request travels would cost a 401 and a second round.
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Duration UNSTATED_LIFE = Duration.ofMinutes(5);

    private final Connection connection;
    private final Auth.OAuth2ClientCredentials auth;
    private final @Nullable String scope;
    private final Credentials credentials;
    private final HttpSender sender;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;
    private Instant end = Instant.MIN;

    TokenCache(
            Connection connection,
            Auth.OAuth2ClientCredentials auth,
            @Nullable String usualScope,
            Credentials credentials,
            HttpSender sender) {
        this.connection = connection;
        this.auth = auth;
        this.scope = auth.scope() == null ? usualScope : auth.scope();
        this.credentials = credentials;
        this.sender = sender;
    }

    /** A token that is good for another minute, fetched if there is none. */
    String token(Instant deadline) throws ConnectorException, InterruptedException {
        lock.lockInterruptibly();
        try {
            String current = token;
            if (current == null || !Instant.now().isBefore(end)) {
                current = fetch(deadline);
                token = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** The service did not accept {@code refused}; another thread may have a newer one already. */
    void forget(String refused) {
        lock.lock();
        try {
            if (refused.equals(token)) {
                token = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private String fetch(Instant deadline) throws ConnectorException, InterruptedException {
        List<HttpRequest.Pair> form = new ArrayList<>();
        form.add(new HttpRequest.Pair("grant_type", "client_credentials"));
        form.add(new HttpRequest.Pair("client_id", credentials.resolve(auth.clientId()).reveal()));
        form.add(
                new HttpRequest.Pair(
                        "client_secret", credentials.resolve(auth.clientSecret()).reveal()));
        if (scope != null) {
            form.add(new HttpRequest.Pair("scope", scope));
        }
        HttpSender.Outgoing request =
                new HttpSender.Outgoing(
                        "POST",
                        auth.tokenUrl(),
                        List.of(new HttpRequest.Pair("Accept", "application/json")),
                        RequestBody.form(form).getBytes(StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded");
        try {
            return accept(sender.send(request, deadline));
        } catch (IOException e) {
            throw TransportFailure.of(e, connection, auth.tokenUrl(), "POST").nothingWasDone();
        }
    }

    private String accept(HttpSender.Incoming incoming) throws ConnectorException {
        MapValue answer = json(incoming.body());
        String fresh = answer.text("access_token");
        // What is no header could become two of them.
        if (incoming.status() != 200
                || fresh == null
                || fresh.isEmpty()
                || !HeaderNames.isPlainValue(fresh)) {
            throw refused(incoming, answer);
        }
        Duration life = life(answer.get("expires_in"));
        // Half of a short life, so that a token of a minute is used at all.
        Duration margin = life.compareTo(MARGIN.multipliedBy(2)) < 0 ? life.dividedBy(2) : MARGIN;
        end = Instant.now().plus(life).minus(margin);
        credentials.scrubber().learn(fresh);
        return fresh;
    }

    private ConnectorException refused(HttpSender.Incoming incoming, MapValue answer) {
        String said = ServiceMessage.of(credentials.scrubber().scrub(answer));
        int status = incoming.status();
        boolean credential = status == 400 || status == 401 || status == 403;
        String message =
                credential
                        ? "the token endpoint of connection `"
                                + connection.name()
                                + "` did not accept the client `"
                                + Credentials.nameOf(auth.clientId())
                                + "` with the credential `"
                                + Credentials.nameOf(auth.clientSecret())
                                + "` ("
                                + status
                                + ")"
                        : "the token endpoint of connection `"
                                + connection.name()
                                + "` gave no token ("
                                + status
                                + ")";
        ErrorKind kind = credential ? ErrorKind.UNAUTHORIZED : StatusErrors.kind(status);
        ConnectorException refused =
                ConnectorException.of(kind, said.isEmpty() ? message : message + ": " + said)
                        .withStatus(status)
                        .nothingWasDone();
        Duration pause = RetryAfter.parse(incoming.headers().get("retry-after"), Instant.now());
        return pause == null ? refused : refused.retryAfter(pause);
    }

    private static MapValue json(byte[] body) {
        try {
            return Json.parse(body) instanceof MapValue map ? map : MapValue.EMPTY;
        } catch (JsonException _) {
            return MapValue.EMPTY;
        }
    }

    // Azure's managed identities write the number as text.
    private static Duration life(@Nullable Value seconds) {
        if (seconds instanceof IntValue(long number) && number > 0) {
            return Duration.ofSeconds(Math.min(number, 86_400));
        }
        int number =
                seconds instanceof StringValue(String text) ? Durations.number(text, 86_400) : -1;
        return number > 0 ? Duration.ofSeconds(number) : UNSTATED_LIFE;
    }
}
