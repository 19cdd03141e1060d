package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of one environment, as {@code connections.yaml} defines them. Immutable. Holds
 * references to credentials, never a credential.
 */
public final class Connections {

    /** What asking for a connection gives. */
    public sealed interface Lookup {

        record Found(Connection connection) implements Lookup {}

        /**
         * @param message first line: what is missing, for which connector
         * @param help the lines to write, and where
         */
        record Missing(String message, String help) implements Lookup {}
    }

    /** No connections at all: only connectors that need none can be used. */
    public static final Connections NONE = new Connections(Map.of(), Settings.NONE);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Connection> byName;

    private final Settings settings;

    Connections(Map<String, Connection> byName, Settings settings) {
        this.byName = new LinkedHashMap<>(byName);
        this.settings = settings;
    }

    /**
     * Reads a file; {@link #NONE} where {@code file} is null, does not exist or is broken.
     *
     * @param environment whose overrides apply, or null for the connections as they stand
     * @param diagnostics gets what is wrong with the file
     */
    public static Connections load(
            @Nullable Path file, @Nullable String environment, Diagnostics diagnostics) {
        return ConnectionsParser.load(file, environment, diagnostics);
    }

    /** The same from a text that is no file. */
    public static Connections parse(
            SourceText source, @Nullable String environment, Diagnostics diagnostics) {
        return ConnectionsParser.parse(source, environment, diagnostics);
    }

    /** The same from a tree; what {@code validate} calls for a {@code connections:} file. */
    public static Connections parse(
            Document document, @Nullable String environment, Diagnostics diagnostics) {
        return ConnectionsParser.parse(document, environment, diagnostics);
    }

    /** In the order of the file. */
    public List<Connection> all() {
        return List.copyOf(byName.values());
    }

    /** The values for inputs of playbooks. */
    public Settings settings() {
        return settings;
    }

    /** The connection of this name, or null. */
    public @Nullable Connection named(String name) {
        return byName.get(name);
    }

    /**
     * The connection that a step uses: the named one; else the one called like the connector; else
     * the only one for that connector.
     *
     * @param connector must need a connection
     * @param name as the step's {@code connection} gives it, or null
     */
    public Lookup lookup(Connector connector, @Nullable String name) {
        return name == null ? usual(connector) : named(connector, name);
    }

    /**
     * Reports {@code missing-connection} at a step that has none, so that a run fails before its
     * first step.
     *
     * @param at where the step names its operation or connection
     * @return whether there is one, or none is needed
     */
    public boolean require(
            Connector connector,
            @Nullable String name,
            SourceText source,
            Span at,
            Diagnostics diagnostics) {
        if (connector.needs() == null) {
            return true;
        }
        return switch (lookup(connector, name)) {
            case Lookup.Found _ -> true;
            case Lookup.Missing(String message, String help) -> {
                diagnostics.report(Code.MISSING_CONNECTION, source, at, message, Note.help(help));
                yield false;
            }
        };
    }

    /**
     * Reports {@code unresolved-credential} for each reference of a connection that leads nowhere.
     * For {@code run}, before the first step. Vaults are asked, and keep what they gave.
     *
     * @return whether all can be resolved
     * @throws InterruptedException if the calling thread was interrupted while it waited for a
     *     vault
     */
    public static boolean resolvable(
            Connection connection, CredentialSource credentials, Diagnostics diagnostics)
            throws InterruptedException {
        boolean resolvable = true;
        for (Credential credential : connection.credentials()) {
            if (credential instanceof Credential.Reference reference) {
                resolvable &=
                        found(
                                        reference,
                                        "credential",
                                        connection.source(),
                                        credentials,
                                        diagnostics)
                                != null;
            }
        }
        return resolvable;
    }

    /**
     * What a reference stands for; null after a report.
     *
     * @param word what the message calls it
     * @throws InterruptedException if the calling thread was interrupted while it waited for a
     *     vault
     */
    public static @Nullable Secret found(
            Credential.Reference reference,
            String word,
            SourceText source,
            CredentialSource credentials,
            Diagnostics diagnostics)
            throws InterruptedException {
        String name = reference.reference();
        try {
            Secret secret = credentials.find(name, Instant.now().plus(PATIENCE));
            if (secret == null) {
                diagnostics.report(
                        Code.UNRESOLVED_CREDENTIAL,
                        source,
                        reference.span(),
                        "the " + word + " `" + name + "` is not set",
                        Note.help(credentials.howToSet(name)));
            }
            return secret;
        } catch (ConnectorException e) {
            diagnostics.report(Code.UNRESOLVED_CREDENTIAL, source, reference.span(), e.text());
            return null;
        }
    }

    /**
     * Reports each connection for a connector that there is not, and each that authenticates in a
     * way its connector does not.
     */
    public void check(ConnectorRegistry connectors, Diagnostics diagnostics) {
        for (Connection connection : byName.values()) {
            Connector connector = connectors.find(connection.connector());
            if (connector == null) {
                Note near = Suggestion.note(connection.connector(), connectors.names());
                diagnostics.report(
                        Code.INVALID_CONNECTION,
                        connection.source(),
                        connection.span(),
                        "no connector is called `" + connection.connector() + "`",
                        near == null ? Note.help("`tocsin connectors list` shows them") : near);
            } else {
                fits(connection, connector, diagnostics);
            }
            VaultReferences.checkConnector(connection, this, connectors, diagnostics);
        }
    }

    /**
     * Reports a connection that authenticates in a way its connector does not.
     *
     * @return whether it fits
     */
    public static boolean fits(
            Connection connection, Connector connector, Diagnostics diagnostics) {
        ConnectionNeeds needs = connector.needs();
        String kind = connection.auth().kind();
        Span at = connection.authSpan();
        if (at == null || needs == null) {
            return true;
        }
        if (takes(needs.auth(), connection)) {
            return hasResource(connection, connector, needs, at, diagnostics);
        }
        diagnostics.report(
                Code.INVALID_CONNECTION,
                connection.source(),
                at,
                kind.equals("none")
                        ? "connection `" + connection.name() + "` has no `auth`"
                        : "connector `"
                                + connector.name()
                                + "` does not authenticate with `"
                                + kind
                                + "`",
                Note.fact("it takes `" + String.join("`, `", needs.auth()) + "`"));
        return false;
    }

    private static boolean hasResource(
            Connection connection,
            Connector connector,
            ConnectionNeeds needs,
            Span at,
            Diagnostics diagnostics) {
        boolean missing =
                connection.auth() instanceof ManagedIdentity identity
                        && identity.resource() == null
                        && needs.scope() == null;
        if (missing) {
            diagnostics.report(
                    Code.INVALID_CONNECTION,
                    connection.source(),
                    at,
                    "connector `"
                            + connector.name()
                            + "` does not say what a managed identity is for",
                    Note.help("add the App ID URI of the service as `resource` to `auth`"));
        }
        return !missing;
    }

    // A service that takes a bearer token does not see how it was come by, and one behind TLS may
    // be told by the line who is there.
    private static boolean takes(List<String> kinds, Connection connection) {
        Auth auth = connection.auth();
        boolean byToken = kinds.contains("bearer") || kinds.contains("oauth2ClientCredentials");
        return kinds.contains(auth.kind())
                || auth instanceof Auth.ByToken && byToken
                || auth instanceof Auth.MutualTls && connection.url() != null;
    }

    private Lookup named(Connector connector, String name) {
        Connection found = byName.get(name);
        if (found == null) {
            return MissingConnection.unknown(connector, name, byName.values());
        }
        return found.connector().equals(connector.name())
                ? new Lookup.Found(found)
                : MissingConnection.ofOther(connector, found);
    }

    private Lookup usual(Connector connector) {
        List<Connection> candidates = new ArrayList<>();
        for (Connection connection : byName.values()) {
            if (connection.connector().equals(connector.name())) {
                if (connection.name().equals(connector.name())) {
                    return new Lookup.Found(connection);
                }
                candidates.add(connection);
            }
        }
        return switch (candidates.size()) {
            case 0 -> MissingConnection.none(connector);
            case 1 -> new Lookup.Found(candidates.getFirst());
            default -> MissingConnection.several(connector, candidates);
        };
    }
}
