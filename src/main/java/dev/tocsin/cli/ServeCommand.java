package dev.tocsin.cli;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.connector.Credential;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Secret;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.service.Service;
import dev.tocsin.service.ServiceParts;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.ListenRefusedException;
import dev.tocsin.service.access.ListenRules;
import dev.tocsin.service.access.Listening;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.access.Role;
import dev.tocsin.service.access.ServerCertificate;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.http.EventLog;
import dev.tocsin.service.http.QuietLogging;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreKey;
import dev.tocsin.store.StoreOptions;

import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;

/** {@code tocsin serve}. */
final class ServeCommand implements Command {

    private static final Duration KEY_LIMIT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "Run playbooks as a service that takes alerts";
    }

    @Override
    public String help() {
        return """
        Usage: tocsin serve [FOLDER] [OPTION...]

        Serves the project that FOLDER (the current folder) is in: takes alerts over HTTP,
        starts the runs that playbooks and policies ask for, fires schedules and polls, asks
        people and takes their answers. Everything it has taken is in its store, and goes on
        there after whatever stopped it. Files that change are loaded again; one that has
        errors keeps its last good version.

        Options:
          --config FILE       the service file: addresses, people, sources, limits
          --listen HOST:PORT  where it listens (127.0.0.1:8420)
        """
                + StorePlace.HELP
                + StoreKeys.HELP
                + ServiceOptions.HELP
                + """
                  -h, --help          show this text

                With `--lab` the lab lives as long as the service, and tokens for trying it are
                printed. Without it nobody comes in before `tocsin token create` made them a
                token. Ctrl-C stops in good order: what was sent is awaited for a moment, the rest
                goes on at the next start.

                Ends with 3 if it cannot start; the message says why.

                Examples:
                  tocsin serve --lab
                  tocsin serve playbooks --config /etc/tocsin/service.yaml
                """;
    }

    @Override
    public Options options() {
        Options options = new Options();
        options.addOption(Arguments.valued("config"));
        options.addOption(Arguments.valued("listen"));
        StorePlace.addTo(options);
        StoreKeys.addTo(options);
        ServiceOptions.addTo(options);
        return options;
    }

    @Override
    public int run(Arguments arguments, Console console) throws CommandFault, InterruptedException {
        boolean lab = arguments.has("lab");
        String folder = arguments.operand(this);
        Path root = root(folder, console);
        ServedFile served =
                ServedFile.of(arguments.value("config"), arguments.value("listen"), lab, console);
        ServiceOptions options = options(arguments, served);
        CredentialSource plain = ServedReach.plain(options, console);
        StorePlace place = place(arguments, served, root, console);
        place.makeFolder();
        if (lab && !Files.exists(place.beside(".key"))) {
            // The lab has no secret that anybody must keep.
            StorePlace key = StoreKeys.besides(place);
            StoreKeys.make(key.file(), key.name());
        }
        StoreKey key = key(arguments, served.file(), place, plain, console);
        try (Store store = Store.open(place.file(), StoreOptions.standard().withKey(key))) {
            return serve(store, place, served.file(), options, plain, root, console);
        } catch (StoreException e) {
            throw StoreAccess.fault(e);
        }
    }

    private static Path root(@Nullable String folder, Console console) throws CommandFault {
        if (folder == null) {
            return ProjectRoot.above(console.directory());
        }
        Path path = console.resolve(folder);
        if (!Files.isDirectory(path)) {
            throw CommandFault.configuration("there is no folder `" + folder + "`", null);
        }
        return ProjectRoot.above(path.toAbsolutePath().normalize());
    }

    /** What the service file says, unless the command line says otherwise. */
    private static ServiceOptions options(Arguments arguments, ServedFile served)
            throws CommandFault {
        ServiceOptions given = ServiceOptions.from(arguments);
        ServiceFile file = served.file();
        String connections = file.connections();
        return new ServiceOptions(
                given.connections() != null || connections == null
                        ? given.connections()
                        : served.resolve(connections).toString(),
                given.environment() != null ? given.environment() : file.environment(),
                given.secrets(),
                given.lab(),
                given.labStart());
    }

    private static StorePlace place(
            Arguments arguments, ServedFile served, Path root, Console console) {
        boolean named = arguments.value("store") != null || arguments.has("lab");
        boolean configured = arguments.value("config") != null;
        return named || !configured
                ? StorePlace.of(arguments.value("store"), arguments.has("lab"), root, console)
                : new StorePlace(
                        served.resolve(served.file().store().file()),
                        served.file().store().file(),
                        " --store " + served.file().store().file());
    }

    private static @Nullable StoreKey key(
            Arguments arguments,
            ServiceFile file,
            StorePlace place,
            CredentialSource plain,
            Console console)
            throws CommandFault, InterruptedException {
        var reference = file.store().key();
        if (reference == null || arguments.value("key-file") != null) {
            return StoreKeys.find(arguments, place, console);
        }
        String text = read(reference, "the key of the store", plain);
        try {
            return StoreKey.parse(text, "`" + reference.reference() + "`");
        } catch (StoreException e) {
            throw CommandFault.configuration(e.text(), "`tocsin store key` makes one");
        }
    }

    private static String read(Credential.Reference reference, String what, CredentialSource plain)
            throws CommandFault, InterruptedException {
        String name = reference.reference();
        try {
            Secret found = plain.find(name, Instant.now().plus(KEY_LIMIT));
            if (found == null) {
                throw CommandFault.configuration(
                        what + ", `" + name + "`, is not there", plain.howToSet(name));
            }
            return found.reveal();
        } catch (ConnectorException e) {
            throw CommandFault.configuration(
                    what + ", `" + name + "`, cannot be read: " + e.text(), null);
        }
    }

    private int serve(
            Store store,
            StorePlace place,
            ServiceFile file,
            ServiceOptions options,
            CredentialSource plain,
            Path root,
            Console console)
            throws CommandFault, StoreException, InterruptedException {
        Diagnostics diagnostics = new Diagnostics();
        ConnectorRegistry connectors =
                ConnectorRegistry.load(root, console.directory(), new Diagnostics());
        try (ServedReach reach =
                ServedReach.open(options, root, connectors, console, diagnostics)) {
            if (diagnostics.hasErrors()) {
                RunCommand.print(diagnostics, Profile.STANDARD, console);
                return ExitCode.FAULT;
            }
            String token = ServiceAddress.newToken();
            Tokens tokens = tokens(store, token, console);
            Listening where = listening(file, tokens, plain);
            EventLog log = new EventLog(console.err(), console.clock()::now);
            QuietLogging.install(log);
            ServiceParts parts =
                    new ServiceParts(
                            file,
                            root,
                            Dispatcher.version(),
                            store,
                            connectors,
                            reach.caller(),
                            reach.credentials(),
                            reach.connections(),
                            where,
                            tokens,
                            log,
                            new SecureRandom(),
                            console.clock()::now);
            CountDownLatch stop = new CountDownLatch(1);
            try (Interruption _ = Interruption.calls(stop::countDown);
                    Service service = Service.start(parts)) {
                ServiceAddress address = ServedGreeting.address(service, token);
                address.publish(place);
                try {
                    ServedGreeting.print(service, place, reach, store, console);
                    stop.await();
                } finally {
                    ServiceAddress.withdraw(place);
                }
            }
            return ExitCode.FINE;
        } catch (ListenRefusedException e) {
            throw CommandFault.configuration(String.valueOf(e.getMessage()), e.help());
        }
    }

    /** The user of this machine's account may do what an administrator may. */
    private static Tokens tokens(Store store, String token, Console console) {
        Principal own =
                new Principal(
                        console.user(),
                        Principal.Via.COMMAND,
                        "this machine",
                        EnumSet.of(Role.ADMIN),
                        java.util.Set.of());
        return new Tokens(store, console.clock()::now, Tokens.OwnToken.of(token, own));
    }

    private static Listening listening(ServiceFile file, Tokens tokens, CredentialSource plain)
            throws ListenRefusedException, StoreException, CommandFault, InterruptedException {
        Encryption encryption =
                switch (file.listen().tls()) {
                    case ServiceFile.Tls.None _ -> new Encryption.None();
                    case ServiceFile.Tls.Proxy _ -> new Encryption.Proxy();
                    case ServiceFile.Tls.Own(var certificate, var key) ->
                            new Encryption.Own(
                                    ServerCertificate.context(
                                            read(certificate, "the certificate", plain),
                                            read(key, "the key of the certificate", plain),
                                            Instant.now()));
                };
        return ListenRules.decide(file.listen().address(), encryption, tokens.any());
    }
}
