package dev.tocsin.connector;

import dev.tocsin.value.ErrorKind;

import java.nio.charset.StandardCharsets;
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
     * @throws ConnectorException of kind {@code unauthorized} if a reference leads nowhere; nothing
     *     was sent
     */
    Secret resolve(Credential credential) throws ConnectorException {
        return switch (credential) {
            case Credential.Plain(String text, _) -> Secret.of(text);
            case Credential.Reference(String reference, _) -> {
                Secret secret = source.find(reference);
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
                String text = secret.reveal();
                if (text.isEmpty() || !HeaderNames.isValue(text)) {
                    throw ConnectorException.of(
                                    ErrorKind.UNAUTHORIZED,
                                    "the credential `"
                                            + reference
                                            + "` of connection `"
                                            + connection
                                            + "` is empty or holds a line break")
                            .nothingWasDone();
                }
                scrubber.learn(text);
                yield secret;
            }
        };
    }

    /** {@code user:password} in base64, as RFC 7617 has it. */
    String basic(Auth.Basic basic) throws ConnectorException {
        String pair = resolve(basic.user()).reveal() + ':' + resolve(basic.password()).reveal();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** How messages call a credential: its reference, or nothing that could be one. */
    static String nameOf(Credential credential) {
        return switch (credential) {
            case Credential.Reference(String reference, _) -> reference;
            case Credential.Plain(String text, _) -> text;
        };
    }
}
