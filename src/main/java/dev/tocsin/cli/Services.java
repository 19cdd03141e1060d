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
import dev.tocsin.host.RunClock;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.program.ProgramActions;
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
    private final RunClock clock;

    private Services(
            Connections connections,
            CredentialSource credentials,
            @Nullable VaultCredentials vaults,
            OperationCaller caller,
            RunClock clock,
            @Nullable Lab lab) {
        this.connections = connections;
        this.credentials = credentials;
        this.vaults = vaults;
        this.caller = caller;
        this.clock = clock;
        this.lab = lab;
        this.changes = lab == null ? null : new LabChanges(lab);
    }

    /**
     * Opens what the options ask for; nothing is connected to before the first step needs it.
     *
     * @param root of the project
     */
    static Services open(
            ServiceOptions options,
            Path root,
            ConnectorRegistry connectors,
            Console console,
            Diagnostics diagnostics)
            throws CommandFault {
        Machine machine = Machine.here(console.environment(), notice -> tell(notice, console));
        if (options.lab()) {
            Path data = data(options, root, console);
            return lab(options.labStart(), data, machine, root, console, diagnostics);
        }
        Connections connections = connections(options, root, console, diagnostics);
        CredentialSource plain =
                new SystemCredentials(console.environment(), secretsFolder(options, console));
        VaultCredentials credentials =
                new VaultCredentials(plain, connections, connectors::find, machine);
        OperationCaller caller = new OperationCaller(connections, credentials, null, machine, root);
        return new Services(connections, credentials, credentials, caller, console.clock(), null);
    }

    static void tell(String notice, Console console) {
        synchronized (console.err()) {
            console.err().print(console.liveErr() ? RunProgress.ERASE_LINE : "");
            console.err().println(TerminalText.of("warning: " + notice));
            console.err().flush();
        }
    }

    static Connections connections(
            ServiceOptions options, Path root, Console console, Diagnostics diagnostics)
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
    GivenSettings settings(ServiceOptions options, Path root, Program program, Console console)
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
            ServiceOptions options, Path root, Program program, Console console)
            throws CommandFault {
        boolean needed = !program.playbook().inputs().isEmpty();
        // What is wrong with connections is told to those who use them.
        Settings settings =
                needed
                        ? connections(options, root, console, new Diagnostics()).settings()
                        : Settings.NONE;
        return new GivenSettings(settings, null);
    }

    static @Nullable Path secretsFolder(ServiceOptions options, Console console)
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
    static Path data(ServiceOptions options, Path root, Console console) throws CommandFault {
        Connection files = connections(options, root, console, new Diagnostics()).named("files");
        String folder = files == null ? null : files.settings().text("folder");
        Path data = root.resolve(folder == null ? "data" : folder).normalize();
        return data.startsWith(root.normalize()) ? data : root.resolve("data");
    }

    private static Services lab(
            LabStart start,
            Path data,
            Machine machine,
            Path root,
            Console console,
            Diagnostics diagnostics)
            throws CommandFault {
        // The services live in the time of the run: a wait that takes no time passes there, too.
        RunClock clock = new RunClock.Skipping(console.clock()::now);
        LabOptions options = start.options(root, console, diagnostics).withClock(clock::now);
        Lab lab;
        try {
            lab = Lab.start(options);
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
        return new Services(connections, credentials, null, caller, clock, lab);
    }

    /** The lab's own credentials; a real reference means nothing there. */
    record LabCredentials(Map<String, String> values) implements CredentialSource {

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

    /** Performs operations of any run at these services; what is secret is learned as it comes. */
    Performer performer() {
        Performer performer = this::perform;
        return new Performer() {
            @Override
            public Value perform(
                    ActionNode node,
                    Operation operation,
                    MapValue input,
                    String key,
                    Duration limit)
                    throws dev.tocsin.connector.ConnectorException, InterruptedException {
                return performer.perform(node, operation, input, key, limit);
            }

            @Override
            public void expect(Value value) {
                caller.expect(value);
            }
        };
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
        return read(connector, null, operation, input);
    }

    /** The same through the connection of that name, or through the usual one where it is null. */
    Value read(
            Connector connector, @Nullable String connection, Operation operation, MapValue input)
            throws dev.tocsin.connector.ConnectorException, InterruptedException {
        caller.expect(input);
        Instant deadline = Instant.now().plus(FETCH_LIMIT);
        return caller.perform(connector, operation, connection, input, "fetch", deadline);
    }

    /**
     * The connection that a connector would use.
     *
     * @param name of the connection, or null for the usual one
     * @throws CommandFault if there is none, or it does not fit
     */
    Connection connection(Connector connector, @Nullable String name, Diagnostics diagnostics)
            throws CommandFault, InterruptedException {
        switch (connections.lookup(connector, name)) {
            case Connections.Lookup.Found(Connection found) -> {
                if (Connections.fits(found, connector, diagnostics)) {
                    Connections.resolvable(found, credentials, diagnostics);
                }
                return found;
            }
            case Connections.Lookup.Missing _ when lab != null ->
                    throw CommandFault.configuration(
                            "the lab has no stand-in for connector `" + connector.name() + "`",
                            null);
            case Connections.Lookup.Missing(String message, String help) ->
                    throw CommandFault.configuration(message, help);
        }
    }

    /** The time of a run at these services, and how waits pass. */
    RunClock clock() {
        return clock;
    }

    /** Where that is, as it stands behind the name of a run. */
    String place() {
        if (lab == null) {
            return "";
        }
        String company = lab.scenario();
        return company.equals("contoso") ? ", in the lab" : ", in the lab of " + company;
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
