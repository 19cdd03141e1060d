package dev.tocsin.cli;

import dev.tocsin.connector.Connection;
import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Fence;
import dev.tocsin.connector.Machine;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.Secret;
import dev.tocsin.connector.Settings;
import dev.tocsin.connector.SystemCredentials;
import dev.tocsin.connector.VaultCredentials;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.SourceReader;
import dev.tocsin.host.Performer;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a run reaches: the services of the project's connections, or the lab and nothing else. */
final class Services implements AutoCloseable {

    private static final String CONNECTIONS = "connections.yaml";
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(1);

    private final Connections connections;
    private final CredentialSource credentials;
    private final @Nullable VaultCredentials vaults;
    private final OperationCaller caller;
    private final @Nullable Lab lab;
    private final @Nullable LabChanges changes;

    private Services(
            Connections connections,
            CredentialSource credentials,
            @Nullable VaultCredentials vaults,
            OperationCaller caller,
            @Nullable Lab lab) {
        this.connections = connections;
        this.credentials = credentials;
        this.vaults = vaults;
        this.caller = caller;
        this.lab = lab;
        this.changes = lab == null ? null : new LabChanges(lab);
    }

    /**
     * Opens what the options ask for; nothing is connected to before the first step needs it.
     *
     * @param root of the project
     */
    static Services open(
            StartOptions options,
            Path root,
            ConnectorRegistry connectors,
            Console console,
            Diagnostics diagnostics)
            throws CommandFault {
        Machine machine = Machine.here(console.environment(), notice -> tell(notice, console));
        if (options.lab()) {
            return lab(data(options, root, console), machine, console, diagnostics);
        }
        Connections connections = connections(options, root, console, diagnostics);
        CredentialSource plain =
                new SystemCredentials(console.environment(), secretsFolder(options, console));
        VaultCredentials credentials =
                new VaultCredentials(plain, connections, connectors::find, machine);
        OperationCaller caller = new OperationCaller(connections, credentials, null, machine, root);
        return new Services(connections, credentials, credentials, caller, null);
    }

    private static void tell(String notice, Console console) {
        synchronized (console.err()) {
            console.err().println(TerminalText.of("warning: " + notice));
            console.err().flush();
        }
    }

    private static Connections connections(
            StartOptions options, Path root, Console console, Diagnostics diagnostics)
            throws CommandFault {
        String named = options.connections();
        Path file = named == null ? root.resolve(CONNECTIONS) : console.resolve(named);
        if (!Files.exists(file)) {
            if (named == null) {
                return Connections.NONE;
            }
            throw CommandFault.configuration(
                    "there is no connections file `" + named + "`",
                    "`examples/connections.yaml` shows what one looks like");
        }
        String name = named == null ? console.directory().relativize(file).toString() : named;
        SourceText source = SourceReader.read(file, name, diagnostics);
        Document document = source == null ? null : DocumentParser.parse(source, diagnostics);
        return document == null
                ? Connections.NONE
                : Connections.parse(document, options.environment(), diagnostics);
    }

    /** What the environment gives to the inputs of the playbook. */
    GivenSettings settings(StartOptions options, Path root, Program program, Console console)
            throws CommandFault {
        // The lab has connections of its own, but it is the same playbook that needs its inputs.
        Settings settings =
                lab == null
                        ? connections.settings()
                        : settingsOfPlan(options, root, program, console).settings();
        return new GivenSettings(settings, credentials);
    }

    /** The same for a run that is only rehearsed: no secret is looked up. */
    static GivenSettings settingsOfPlan(
            StartOptions options, Path root, Program program, Console console) throws CommandFault {
        boolean needed = !program.playbook().inputs().isEmpty();
        // What is wrong with connections is told to those who use them.
        Settings settings =
                needed
                        ? connections(options, root, console, new Diagnostics()).settings()
                        : Settings.NONE;
        return new GivenSettings(settings, null);
    }

    private static @Nullable Path secretsFolder(StartOptions options, Console console)
            throws CommandFault {
        String named = options.secrets();
        if (named == null) {
            return null;
        }
        Path folder = console.resolve(named);
        if (!Files.isDirectory(folder)) {
            throw CommandFault.configuration("there is no folder `" + named + "`", null);
        }
        return folder;
    }

    /** The folder that the project opens to playbooks; the lab works on a copy of it. */
    private static Path data(StartOptions options, Path root, Console console) throws CommandFault {
        Connection files = connections(options, root, console, new Diagnostics()).named("files");
        String folder = files == null ? null : files.settings().text("folder");
        Path data = root.resolve(folder == null ? "data" : folder).normalize();
        return data.startsWith(root.normalize()) ? data : root.resolve("data");
    }

    private static Services lab(
            Path data, Machine machine, Console console, Diagnostics diagnostics)
            throws CommandFault {
        Lab lab;
        try {
            lab = Lab.start(LabOptions.standard().withClock(console.clock()::now));
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "the lab cannot start: no free port on 127.0.0.1", null);
        }
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
        CredentialSource credentials = new LabCredentials(lab.credentials());
        OperationCaller caller =
                new OperationCaller(
                        connections, credentials, new Fence(lab.addresses()), machine, folder);
        return new Services(connections, credentials, null, caller, lab);
    }

    /** The lab's own credentials; a real reference means nothing there. */
    private record LabCredentials(Map<String, String> values) implements CredentialSource {

        @Override
        public @Nullable Secret find(String reference, Instant deadline) {
            String value = values.get(reference);
            return value == null ? null : Secret.of(value);
        }

        @Override
        public String howToSet(String reference) {
            return "the lab gives its own credentials; `" + reference + "` is none of them";
        }
    }

    /** Reports each connection or credential that a step will lack, before anything is done. */
    void check(Program program, Diagnostics diagnostics) throws InterruptedException {
        if (diagnostics.hasErrors()) {
            // A connection that cannot be read would be reported as missing as well.
            return;
        }
        Set<String> checked = new HashSet<>();
        for (Program each : CalledPrograms.of(program)) {
            for (ActionNode action : ProgramActions.of(each)) {
                Connector connector = action.connector();
                if (connector.needs() != null
                        && checked.add(connector.name() + "/" + action.connection())) {
                    check(
                            connector,
                            action.connection(),
                            each.playbook(),
                            action.head().span(),
                            diagnostics);
                }
            }
        }
    }

    /**
     * Reports what a read before the first step will lack.
     *
     * @return whether it lacks nothing
     */
    boolean check(Connector connector, Playbook playbook, Span place, Diagnostics diagnostics)
            throws InterruptedException {
        int before = diagnostics.errorCount();
        if (connector.needs() != null) {
            check(connector, null, playbook, place, diagnostics);
        }
        return diagnostics.errorCount() == before;
    }

    private void check(
            Connector connector,
            @Nullable String connectionName,
            Playbook playbook,
            Span place,
            Diagnostics diagnostics)
            throws InterruptedException {
        switch (connections.lookup(connector, connectionName)) {
            case Connections.Lookup.Found(Connection connection) -> {
                if (Connections.fits(connection, connector, diagnostics)) {
                    Connections.resolvable(connection, credentials, diagnostics);
                }
            }
            case Connections.Lookup.Missing _ when lab != null ->
                    diagnostics.report(
                            Code.NO_STAND_IN,
                            playbook.source(),
                            place,
                            "the lab has no stand-in for connector `" + connector.name() + "`",
                            Note.help("run without `--lab`, with a connection to a test system"));
            case Connections.Lookup.Missing _ ->
                    connections.require(
                            connector, connectionName, playbook.source(), place, diagnostics);
        }
    }

    /** Performs operations of a run at these services. */
    Performer performer(RunFacts facts) {
        caller.expect(facts.inputs());
        caller.expect(facts.event());
        return this::perform;
    }

    private Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws dev.tocsin.connector.ConnectorException, InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        return caller.perform(node.connector(), operation, node.connection(), input, key, deadline);
    }

    /** Performs one read, once. */
    Value read(Connector connector, Operation operation, MapValue input)
            throws dev.tocsin.connector.ConnectorException, InterruptedException {
        caller.expect(input);
        Instant deadline = Instant.now().plus(FETCH_LIMIT);
        return caller.perform(connector, operation, null, input, "fetch", deadline);
    }

    /** What was changed in the lab so far, or null where real services are reached. */
    @Nullable LabChanges changes() {
        return changes;
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
