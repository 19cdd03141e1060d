package dev.tocsin.cli;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Fence;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationCaller;
import dev.tocsin.connector.OperatorCredentials;
import dev.tocsin.connector.Secret;
import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.host.Performer;
import dev.tocsin.lab.Lab;
import dev.tocsin.lab.LabOptions;
import dev.tocsin.playbook.Playbook;
import dev.tocsin.program.ActionNode;
import dev.tocsin.program.Program;
import dev.tocsin.source.SourceText;
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

    private final Connections connections;
    private final OperationCaller caller;
    private final @Nullable Lab lab;
    private final @Nullable LabChanges changes;

    private Services(Connections connections, OperationCaller caller, @Nullable Lab lab) {
        this.connections = connections;
        this.caller = caller;
        this.lab = lab;
        this.changes = lab == null ? null : new LabChanges(lab);
    }

    /**
     * Opens what the options ask for; nothing is connected to before the first step needs it.
     *
     * @param root of the project
     */
    static Services open(StartOptions options, Path root, Console console, Diagnostics diagnostics)
            throws CommandFault {
        if (options.lab()) {
            return lab(console, diagnostics);
        }
        Path file = connectionsFile(options, root, console);
        String name = file == null ? "" : ProjectRoot.nameOf(file, console);
        Connections connections = Connections.load(file, name, options.environment(), diagnostics);
        OperationCaller caller =
                new OperationCaller(
                        connections,
                        new OperatorCredentials(console.environment(), secretsFolder(console)),
                        null);
        return new Services(connections, caller, null);
    }

    private static @Nullable Path connectionsFile(StartOptions options, Path root, Console console)
            throws CommandFault {
        String named = options.connections();
        if (named == null) {
            Path usual = root.resolve("connections.yaml");
            return Files.exists(usual) ? usual : null;
        }
        Path file = console.resolve(named);
        if (!Files.exists(file)) {
            throw CommandFault.configuration(
                    "there is no connections file `" + named + "`",
                    "`examples/connections.yaml` shows what one looks like");
        }
        return file;
    }

    private static @Nullable Path secretsFolder(Console console) {
        String folder = console.environment().get("TOCSIN_SECRETS");
        return folder == null || folder.isEmpty() ? null : console.resolve(folder);
    }

    private static Services lab(Console console, Diagnostics diagnostics) throws CommandFault {
        Lab lab;
        try {
            lab = Lab.start(LabOptions.standard().withClock(console.clock()::now));
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "the lab cannot start: no free port on 127.0.0.1", null);
        }
        Connections connections =
                Connections.parse(SourceText.of("<lab>", lab.connectionsYaml()), null, diagnostics);
        OperationCaller caller =
                new OperationCaller(
                        connections,
                        new LabCredentials(lab.credentials()),
                        new Fence(lab.addresses()));
        return new Services(connections, caller, lab);
    }

    /** The lab's own credentials; a real reference means nothing there. */
    private record LabCredentials(Map<String, String> values) implements CredentialSource {

        @Override
        public @Nullable Secret find(String reference) {
            String value = values.get(reference);
            return value == null ? null : Secret.of(value);
        }

        @Override
        public String howToSet(String reference) {
            return "the lab gives its own credentials; `" + reference + "` is none of them";
        }
    }

    /** Reports each action whose connector has no connection here, before anything is done. */
    void checkConnections(Program program, Diagnostics diagnostics) {
        if (diagnostics.hasErrors()) {
            // A connection that cannot be read would be reported as missing as well.
            return;
        }
        Playbook playbook = program.playbook();
        Set<String> reported = new HashSet<>();
        for (ActionNode action : ProgramActions.of(program)) {
            Connector connector = action.connector();
            String key = connector.name() + "/" + action.connection();
            if (connector.needs() == null || !reported.add(key)) {
                continue;
            }
            switch (connections.lookup(connector, action.connection())) {
                case Connections.Lookup.Found _ -> {}
                case Connections.Lookup.Missing _ when lab != null ->
                        diagnostics.report(
                                Code.NO_STAND_IN,
                                playbook.source(),
                                action.head().span(),
                                "the lab has no stand-in for connector `" + connector.name() + "`",
                                Note.help(
                                        "run without `--lab`, with a connection to a test system"));
                case Connections.Lookup.Missing(String message, String help) ->
                        diagnostics.report(
                                Code.MISSING_CONNECTION,
                                playbook.source(),
                                action.head().span(),
                                message,
                                Note.help(help));
            }
        }
    }

    /** Performs operations at these services. */
    Performer performer() {
        return this::perform;
    }

    private Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws dev.tocsin.connector.ConnectorException, InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        return caller.perform(node.connector(), operation, node.connection(), input, key, deadline);
    }

    /** What was changed in the lab so far, or null where real services are reached. */
    @Nullable LabChanges changes() {
        return changes;
    }

    @Override
    public void close() {
        caller.close();
        if (lab != null) {
            lab.close();
        }
    }
}
