package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.PercentEncoding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Resolves the references of one connection and remembers what must never be shown. */
final class Credentials {

    private final String connection;
    private final CredentialSource source;
    private final Scrubber scrubber = new Scrubber();

    Credentials(String connection, CredentialSource source) {
        this.connection = connection;
        this.source = source;
    }

    Scrubber scrubber() {
        return scrubber;
    }

    /**
     * A text of one line.
     *
     * @throws ConnectorException of kind {@code unauthorized} if a reference leads nowhere; or as
     *     the vault that it leads to fails; nothing was sent
     */
    Secret resolve(Credential credential, Instant deadline)
            throws ConnectorException, InterruptedException {
        return switch (credential) {
            case Credential.Plain(String text, _) -> Secret.of(text);
            case Credential.Reference reference -> {
                Secret secret = find(reference, deadline);
                String text = secret.reveal();
                if (text.isEmpty() || !HeaderNames.isValue(text)) {
                    throw unusable(credential, "is empty or holds a line break");
                }
                scrubber.learn(text);
                yield secret;
            }
        };
    }

    /** PEM, which has lines; failures are those of {@link #resolve}. */
    Secret resolvePem(Credential credential, Instant deadline)
            throws ConnectorException, InterruptedException {
        return switch (credential) {
            case Credential.Plain(String text, _) -> Secret.of(text);
            case Credential.Reference reference -> {
                Secret pem = find(reference, deadline);
                if (pem.reveal().contains("PRIVATE KEY-----")) {
                    scrubber.learnKey(pem.reveal());
                }
                yield pem;
            }
        };
    }

    private Secret find(Credential.Reference credential, Instant deadline)
            throws ConnectorException, InterruptedException {
        String reference = credential.reference();
        Secret secret = source.find(reference, deadline);
        if (secret == null) {
            throw ConnectorException.of(
                            ErrorKind.UNAUTHORIZED,
                            "connection `"
                                    + connection
                                    + "` refers to the credential `"
                                    + reference
                                    + "`, which is not set; "
                                    + source.howToSet(reference))
                    .nothingWasDone();
        }
        return secret;
    }

    /** That a credential is there and cannot be used. */
    ConnectorException unusable(Credential credential, String why) {
        return ConnectorException.of(
                        ErrorKind.UNAUTHORIZED,
                        "the credential `"
                                + nameOf(credential)
                                + "` of connection `"
                                + connection
                                + "` "
                                + why)
                .nothingWasDone();
    }

    /** {@code user:password} in base64, as RFC 7617 has it. */
    String basic(Auth.Basic basic, Instant deadline)
            throws ConnectorException, InterruptedException {
        return base64(
                resolve(basic.user(), deadline).reveal()
                        + ':'
                        + resolve(basic.password(), deadline).reveal());
    }

    /** The same for a client of OAuth2, whose parts are encoded first (RFC 6749 section 2.3.1). */
    String clientBasic(String id, String secret) {
        String encoded = PercentEncoding.encode(secret);
        scrubber.learn(encoded);
        return base64(PercentEncoding.encode(id) + ':' + encoded);
    }

    private static String base64(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What it means to a step that a token endpoint or a vault gave no credential: what these do
     * not find or like is no matter of the step, which did not even ask yet.
     *
     * @param kind of the failure there
     */
    static ErrorKind withheld(ErrorKind kind) {
        return switch (kind) {
            case TIMEOUT, RATE_LIMITED, UNAVAILABLE -> kind;
            case UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    INVALID,
                    OUTCOME_UNKNOWN,
                    EXPRESSION,
                    EXHAUSTED,
                    FAILED,
                    CANCELLED,
                    LIMIT ->
                    ErrorKind.UNAUTHORIZED;
        };
    }

    /** How messages call a credential: its reference, or nothing that could be one. */
    static String nameOf(Credential credential) {
        return switch (credential) {
            case Credential.Reference(String reference, _) -> reference;
            case Credential.Plain(String text, _) -> text;
        };
    }
}
