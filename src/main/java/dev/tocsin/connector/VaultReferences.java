package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds references to vaults that can never be read, without reading one. */
final class VaultReferences {

    private VaultReferences() {}

    /**
     * Reports each that leads to no connection of the environment, or to one that needs a vault
     * itself.
     */
    static void check(Map<String, Connection> connections, Diagnostics diagnostics) {
        for (Connection connection : connections.values()) {
            for (Credential.Reference reference : of(connection)) {
                String name = VaultCredentials.connectionIn(reference.reference());
                Connection vault = connections.get(name);
                if (vault == null) {
                    report(
                            connection,
                            reference,
                            "no connection is called `" + name + "`",
                            Note.help(
                                    "write `vault:CONNECTION/NAME` with a connection of this file"),
                            diagnostics);
                } else if (!of(vault).isEmpty()) {
                    report(
                            connection,
                            reference,
                            "connection `" + name + "` needs a vault for its own credentials",
                            Note.help(
                                    "give a vault's own credentials as `env:` or `file:`, or let it"
                                            + " use `managedIdentity`"),
                            diagnostics);
                }
            }
        }
    }

    /** Reports each that leads to a connector which gives no secrets. */
    static void checkConnector(
            Connection connection,
            Connections connections,
            ConnectorRegistry connectors,
            Diagnostics diagnostics) {
        for (Credential.Reference reference : of(connection)) {
            Connection vault =
                    connections.named(VaultCredentials.connectionIn(reference.reference()));
            Connector connector =
                    vault == null || !of(vault).isEmpty()
                            ? null
                            : connectors.find(vault.connector());
            if (connector != null && !VaultCredentials.isVault(connector)) {
                report(
                        connection,
                        reference,
                        "connector `" + connector.name() + "` gives no secrets",
                        Note.help(
                                "a vault has an operation `getSecret`: a read with the input `name`"
                                        + " and, in its output, `value` with `x-secret: true`"),
                        diagnostics);
            }
        }
    }

    private static void report(
            Connection connection,
            Credential.Reference reference,
            String message,
            Note note,
            Diagnostics diagnostics) {
        diagnostics.report(
                Code.INVALID_CONNECTION, connection.source(), reference.span(), message, note);
    }

    private static List<Credential.Reference> of(Connection connection) {
        List<Credential.Reference> references = new ArrayList<>();
        for (Credential credential : connection.credentials()) {
            if (credential instanceof Credential.Reference reference
                    && reference.reference().startsWith(CredentialParser.VAULT)) {
                references.add(reference);
            }
        }
        return references;
    }
}
