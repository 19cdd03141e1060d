package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fetches the tokens of one connection from its OAuth2 token endpoint. */
final class TokenEndpoint implements FetchedValue.Source<String> {

    private final Connection connection;
    private final OAuth2 auth;
    private final @Nullable String scope;
    private final Credentials credentials;
    private final HttpSender sender;
    private final Machine machine;
    // What the endpoint gave in place of the refresh token that the operator has.
    private @Nullable Replaced replaced;

    private record Replaced(String operators, String latest) {}

    /**
     * @param usualScope the connector's; null for none
     */
    TokenEndpoint(
            Connection connection,
            OAuth2 auth,
            @Nullable String usualScope,
            Credentials credentials,
            HttpSender sender,
            Machine machine) {
        this.connection = connection;
        this.auth = auth;
        this.scope = auth.asked().scope() == null ? usualScope : auth.asked().scope();
        this.credentials = credentials;
        this.sender = sender;
        this.machine = machine;
    }

    @Override
    public FetchedValue.Good<String> fetch(Instant deadline)
            throws ConnectorException, InterruptedException {
        List<HttpRequest.Pair> form = new ArrayList<>();
        List<HttpRequest.Pair> headers = new ArrayList<>();
        headers.add(new HttpRequest.Pair("Accept", "application/json"));
        String refreshToken = grant(form, deadline);
        client(form, headers, deadline);
        add(form, "scope", scope);
        add(form, "audience", auth.asked().audience());
        add(form, "resource", auth.asked().resource());
        HttpSender.Outgoing request =
                new HttpSender.Outgoing(
                        "POST",
                        auth.tokenUrl(),
                        headers,
                        RequestBody.form(form).getBytes(StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded");
        TokenAnswer answer;
        try {
            answer = TokenAnswer.read(sender.send(request, deadline));
        } catch (IOException e) {
            throw TransportFailure.of(e, connection, auth.tokenUrl(), "POST").nothingWasDone();
        }
        FetchedValue.Good<String> token = answer.token(machine.clock().instant());
        if (token == null) {
            throw refused(answer);
        }
        credentials.scrubber().learnPassing(token.value());
        keep(answer.body().text("refresh_token"), refreshToken);
        return token;
    }

    @Override
    public ConnectorException late() {
        return TransportFailure.of(
                        new HttpSender.DeadlineException(), connection, auth.tokenUrl(), "POST")
                .nothingWasDone();
    }

    /** The refresh token of the operator where that is how the token is got, else null. */
    private @Nullable String grant(List<HttpRequest.Pair> form, Instant deadline)
            throws ConnectorException, InterruptedException {
        switch (auth.grant()) {
            case OAuth2.Grant.ClientCredentials _ -> add(form, "grant_type", "client_credentials");
            case OAuth2.Grant.Password(Credential user, Credential password) -> {
                add(form, "grant_type", "password");
                add(form, "username", credentials.resolve(user, deadline).reveal());
                add(form, "password", credentials.resolve(password, deadline).reveal());
            }
            case OAuth2.Grant.RefreshToken(Credential token) -> {
                String operators = credentials.resolve(token, deadline).reveal();
                Replaced known = replaced;
                add(form, "grant_type", "refresh_token");
                // An operator who puts a new one into the secrets folder means it to be used.
                add(
                        form,
                        "refresh_token",
                        known != null && known.operators().equals(operators)
                                ? known.latest()
                                : operators);
                return operators;
            }
        }
        return null;
    }

    private void client(
            List<HttpRequest.Pair> form, List<HttpRequest.Pair> headers, Instant deadline)
            throws ConnectorException, InterruptedException {
        String id = credentials.resolve(auth.client().id(), deadline).reveal();
        switch (auth.client()) {
            case OAuth2.Client.WithSecret(_, Credential reference, OAuth2.Place place) -> {
                String secret = credentials.resolve(reference, deadline).reveal();
                switch (place) {
                    case FORM -> {
                        add(form, "client_id", id);
                        add(form, "client_secret", secret);
                    }
                    case HEADER ->
                            headers.add(
                                    new HttpRequest.Pair(
                                            "Authorization",
                                            "Basic " + credentials.clientBasic(id, secret)));
                }
            }
            case OAuth2.Client.WithCertificate certificate -> {
                add(form, "client_id", id);
                add(form, "client_assertion_type", ClientAssertion.TYPE);
                add(form, "client_assertion", assertion(certificate, id, deadline));
            }
        }
    }

    // Read anew each time, so that a certificate may be renewed under a running process.
    private String assertion(OAuth2.Client.WithCertificate client, String id, Instant deadline)
            throws ConnectorException, InterruptedException {
        KeyMaterial material = KeyMaterial.read(client.certificate(), credentials, deadline);
        try {
            String assertion =
                    ClientAssertion.of(
                            material, client.rsa(), id, auth.tokenUrl(), machine.clock().instant());
            credentials.scrubber().learnPassing(assertion);
            return assertion;
        } catch (GeneralSecurityException e) {
            throw credentials.unusable(
                    client.certificate().certificate(),
                    "has a key that cannot sign: "
                            + ServiceMessage.printable(String.valueOf(e.getMessage())));
        }
    }

    private static void add(List<HttpRequest.Pair> form, String name, @Nullable String value) {
        if (value != null) {
            form.add(new HttpRequest.Pair(name, value));
        }
    }

    // There is nowhere to store it: the secrets folder is the operator's, and read only.
    private void keep(@Nullable String latest, @Nullable String operators) {
        if (latest == null || operators == null || latest.isEmpty() || latest.equals(operators)) {
            return;
        }
        credentials.scrubber().learnPassing(latest);
        if (replaced == null) {
            machine.notices()
                    .accept(
                            "connection `"
                                    + connection.name()
                                    + "`: the token endpoint replaced the refresh token `"
                                    + Credentials.nameOf(auth.suspect())
                                    + "`; the new one is known to this process only, so the next"
                                    + " one may have to be given a new token");
        }
        replaced = new Replaced(operators, latest);
    }

    private ConnectorException refused(TokenAnswer answer) {
        HttpSender.Incoming incoming = answer.incoming();
        int status = incoming.status();
        boolean refused = status == 400 || status == 401 || status == 403;
        StringBuilder message =
                new StringBuilder("the token endpoint of connection `")
                        .append(connection.name())
                        .append('`')
                        .append(refused ? notAccepted(answer) : " gave no token")
                        .append(" (")
                        .append(status)
                        .append(')');
        String said = ServiceMessage.of(credentials.scrubber().scrub(answer.body()));
        message.append(said.isEmpty() ? "" : ": " + said);
        ErrorKind kind = Credentials.withheld(StatusErrors.kind(status));
        String hint =
                refused
                        ? hint(answer)
                        : kind == ErrorKind.UNAUTHORIZED ? "check its `tokenUrl`" : "";
        if (!hint.isEmpty()) {
            if (message.charAt(message.length() - 1) == '.') {
                message.setLength(message.length() - 1);
            }
            message.append("; ").append(hint);
        }
        ConnectorException error =
                ConnectorException.of(kind, message.toString()).withStatus(status).nothingWasDone();
        Duration pause = RetryAfter.parse(incoming.headers().get("retry-after"), Instant.now());
        return pause == null ? error : error.retryAfter(pause);
    }

    private String notAccepted(TokenAnswer answer) {
        boolean grant = "invalid_grant".equals(answer.body().text("error"));
        String client = Credentials.nameOf(auth.client().id());
        return " did not accept "
                + switch (auth.grant()) {
                    case OAuth2.Grant.Password(Credential user, Credential password) when grant ->
                            "the user `"
                                    + Credentials.nameOf(user)
                                    + "` with the credential `"
                                    + Credentials.nameOf(password)
                                    + '`';
                    case OAuth2.Grant.RefreshToken(Credential token) when grant ->
                            "the refresh token `" + Credentials.nameOf(token) + '`';
                    case OAuth2.Grant.ClientCredentials _,
                            OAuth2.Grant.Password _,
                            OAuth2.Grant.RefreshToken _ ->
                            "the client `"
                                    + client
                                    + "` with the credential `"
                                    + Credentials.nameOf(auth.proof())
                                    + '`';
                };
    }

    private String hint(TokenAnswer answer) {
        boolean grant = "invalid_grant".equals(answer.body().text("error"));
        if (grant && auth.grant() instanceof OAuth2.Grant.RefreshToken) {
            return "where each use replaces it, an earlier process has used it up: sign in again"
                    + " and set the new one";
        }
        if (auth.client() instanceof OAuth2.Client.WithCertificate) {
            String difference = ServerDate.difference(answer.incoming(), machine.clock().instant());
            return difference.isEmpty() ? "" : difference + ": set it";
        }
        return "";
    }
}
