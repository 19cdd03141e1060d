package dev.tocsin.cli;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Fence;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.SystemCredentials;
import dev.tocsin.connector.VaultCredentials;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.source.SourceText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a service reaches: the services of its connections, or a lab that lives as long as it does,
 * in real time.
 *
 * @param lab null where real services are reached
 */
record ServedReach(
        Connections connections,
        CredentialSource credentials,
        @Nullable VaultCredentials vaults,
        OperationCaller caller,
        @Nullable Lab lab)
        implements AutoCloseable {

    /** Where `tocsin lab state` looks, too. */
    static final int LAB_PORT = 8721;

    private static final int LAB_MAIL_PORT = 8722;

    static ServedReach open(
            ServiceOptions options,
            Path root,
            ConnectorRegistry connectors,
            Console console,
            Diagnostics diagnostics)
            throws CommandFault {
        Machine machine =
                Machine.here(console.environment(), notice -> Services.tell(notice, console));
        return options.lab()
                ? lab(options, root, machine, console, diagnostics)
                : real(options, root, machine, connectors, console, diagnostics);
    }

    private static ServedReach real(
            ServiceOptions options,
            Path root,
            Machine machine,
            ConnectorRegistry connectors,
            Console console,
            Diagnostics diagnostics)
            throws CommandFault {
        Connections connections = Services.connections(options, root, console, diagnostics);
        VaultCredentials credentials =
                new VaultCredentials(
                        plain(options, console), connections, connectors::find, machine);
        OperationCaller caller = new OperationCaller(connections, credentials, null, machine, root);
        return new ServedReach(connections, credentials, credentials, caller, null);
    }

    /** Credentials that need no connection: the service's own certificate, the key of its store. */
    static CredentialSource plain(ServiceOptions options, Console console) throws CommandFault {
        return new SystemCredentials(
                console.environment(), Services.secretsFolder(options, console));
    }

    private static ServedReach lab(
            ServiceOptions options,
            Path root,
            Machine machine,
            Console console,
            Diagnostics diagnostics)
            throws CommandFault {
        Path data = Services.data(options, root, console);
        LabOptions wished =
                options.labStart()
                        .options(root, console, diagnostics)
                        .withClock(InstantSource.system());
        if (diagnostics.hasErrors()) {
            throw CommandFault.configuration("the scenario of the lab has errors", null);
        }
        Lab lab = start(wished);
        Path folder;
        try {
            folder = lab.openFiles(data);
        } catch (IOException e) {
            lab.close();
            throw CommandFault.configuration(
                    "the lab cannot copy `" + data.getFileName() + "`: " + e.getMessage(), null);
        }
        Connections connections =
                Connections.parse(SourceText.of("<lab>", lab.connectionsYaml()), null, diagnostics);
        CredentialSource credentials = new Services.LabCredentials(lab.credentials());
        OperationCaller caller =
                new OperationCaller(
                        connections, credentials, new Fence(lab.addresses()), machine, folder);
        return new ServedReach(connections, credentials, null, caller, lab);
    }

    /** On the usual ports, or where those are taken on free ones. */
    private static Lab start(LabOptions wished) throws CommandFault {
        try {
            return Lab.start(wished.withPorts(LAB_PORT, LAB_MAIL_PORT));
        } catch (IOException _) {
            try {
                return Lab.start(wished);
            } catch (IOException e) {
                throw CommandFault.configuration(
                        "the lab cannot start: no free port on 127.0.0.1", null);
            }
        }
    }

    @Override
    public void close() {
        caller.close();
        if (vaults != null) {
            vaults.close();
        }
        if (lab != null) {
            lab.close();
        }
    }
}
