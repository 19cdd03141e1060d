package dev.tocsin.service.trigger;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.CredentialSource;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.Secret;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.program.Program;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.ListenRules;
import dev.tocsin.service.access.TokenText;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile.RequestLimits;
import dev.tocsin.service.config.ServiceFile.Source;
import dev.tocsin.service.http.EventLog;
import dev.tocsin.service.http.HttpService;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Observation;
import dev.tocsin.service.http.RouteTable;
import dev.tocsin.service.http.ServerLimits;
import dev.tocsin.service.http.Tracing;
import dev.tocsin.store.ProgramTable;
import dev.tocsin.store.RunFilter;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.SignalFilter;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.store.TokenTable;
import dev.tocsin.store.TokenTable.TokenRow;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import io.opentelemetry.api.OpenTelemetry;

import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Triggers over a real store, real sockets and a clock that goes when it is told to. */
final class TriggerFixture implements AutoCloseable {

    static final Path PROJECT = Path.of("src/test/resources/golden/service/trigger/project");

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static final Map<String, String> KEYS =
            Map.of(
                    "env:TOCSIN_CLICKS", "first",
                    "env:TOCSIN_CLICKS_NEXT", "second",
                    "env:TOCSIN_PUSHES", "github",
                    "env:TOCSIN_DOORBELL", "ding");

    final TestClock clock = new TestClock();
    final Store store;
    final Metrics metrics = new Metrics();
    final RowRuns runs = new RowRuns(clock);
    final List<String> warnings = new ArrayList<>();
    final Map<String, String> tokens = new HashMap<>();
    final Starter starter;
    final Ingest ingest;
    final HookRoutes hooks;
    final SignalRoutes signals;
    final Tokens known;
    private @Nullable HttpService service;

    volatile Generation generation;
    volatile BiFunction<String, MapValue, Object> answers = (_, _) -> MapValue.EMPTY;

    /** Goes when it is told to. */
    static final class TestClock implements InstantSource {
        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration time) {
            now = now.plus(time);
        }
    }

    /** Creates rows and begins nothing: what runs do is not what is tested here. */
    static final class RowRuns implements RunCreator {

        final List<String> begun = new ArrayList<>();
        final Map<String, NewRun> created = new TreeMap<>();
        private final InstantSource clock;

        RowRuns(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public void keep(Transaction tx, ProgramSources sources, Program program, Instant at)
                throws StoreException {
            ProgramTable.put(
                    tx,
                    new ProgramTable.ProgramRow(
                            sources.digest(), program.id(), new byte[] {1}, at));
        }

        @Override
        public Created create(Transaction tx, NewRun run) throws StoreException {
            String once = run.once();
            RunRow there = once == null ? null : RunTable.byOnce(tx, once);
            if (there != null) {
                return new Created(there.id(), there.number(), false, there.status().text(), null);
            }
            String trigger = String.valueOf(run.facts().run().text("trigger"));
            String by = String.valueOf(run.facts().startedBy());
            long number =
                    RunTable.add(
                            tx,
                            RunRow.queued(
                                    run.id(),
                                    run.program().id(),
                                    run.digest(),
                                    trigger,
                                    run.signal(),
                                    once,
                                    by,
                                    clock.instant(),
                                    null));
            synchronized (this) {
                created.put(run.id(), run);
            }
            return new Created(run.id(), number, true, "queued", run);
        }

        @Override
        public synchronized void begin(Created run) {
            if (run.isNew()) {
                begun.add(run.id());
            }
        }

        void end(Store store, String id, RunStatus status) throws Exception {
            RunRow row = store.read(reader -> RunTable.byId(reader, id));
            store.await(
                    tx -> {
                        RunTable.end(tx, row.number(), status, null, clock.instant(), 1);
                        return null;
                    });
        }
    }

    private record Keys(Map<String, String> values) implements CredentialSource {
        @Override
        public @Nullable Secret find(String reference, Instant deadline) {
            String value = values.get(reference);
            return value == null ? null : Secret.of(value);
        }

        @Override
        public String howToSet(String reference) {
            return "set it";
        }
    }

    TriggerFixture(Path file) throws Exception {
        this(file, PROJECT, null);
    }

    TriggerFixture(Path file, Path project, @Nullable Map<String, Source> configured)
            throws Exception {
        store = Store.open(file, StoreOptions.standard());
        generation =
                new ProjectFolder(project, "1.0", Settings.NONE, Profile.STANDARD)
                        .load(Generation.NONE, START);
        CredentialSource credentials = new Keys(KEYS);
        starter = new Starter(runs, new StartInputs(Settings.NONE, credentials), new Random(7));
        RequestLimits limits = new RequestLimits(1 << 20, 600);
        TriggerLog log = (event, details) -> warnings.add(event + " " + details);
        ingest =
                new Ingest(
                        store,
                        () -> generation,
                        configured,
                        starter,
                        Suppressor.NONE,
                        false,
                        this::read,
                        Pace.USUAL,
                        log,
                        clock);
        SenderCheck senders = new SenderCheck(credentials);
        Map<String, Source> named = configured == null ? Map.of() : configured;
        signals = new SignalRoutes(ingest, senders, named, limits, metrics, log, clock);
        known = new Tokens(store, clock);
        hooks =
                new HookRoutes(
                        store,
                        () -> generation,
                        starter,
                        senders,
                        known,
                        limits,
                        metrics,
                        log,
                        clock);
        for (String who : List.of("siem", "edr", "nowhere", "forms", "revoked")) {
            token(who, "ingest:" + (who.equals("revoked") ? "siem" : who));
        }
        token("operator", "operator");
    }

    private void token(String name, String roles) throws Exception {
        TokenText text = TokenText.fresh();
        tokens.put(name, text.text());
        Instant revoked = name.equals("revoked") ? START : null;
        Grants grants = Grants.of(List.of(roles));
        store.await(
                tx -> {
                    TokenTable.add(
                            tx,
                            new TokenRow(
                                    text.id(),
                                    text.hash(),
                                    name,
                                    grants.text(),
                                    START,
                                    null,
                                    revoked,
                                    null));
                    return null;
                });
    }

    /** What the sources of the project answer, by operation and input. */
    Value read(Connector connector, Operation operation, MapValue input) throws ConnectorException {
        Object answer = answers.apply(connector.name() + "." + operation.spec().name(), input);
        if (answer instanceof ConnectorException failure) {
            throw failure;
        }
        return (Value) answer;
    }

    /** Serves it on a free port. */
    int serve() throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        service =
                HttpService.start(
                        ListenRules.decide(
                                InetSocketAddress.createUnresolved("127.0.0.1", 0),
                                new Encryption.None(),
                                true),
                        ServerLimits.USUAL,
                        RouteTable.of(signals.routes(), hooks.routes()),
                        new HttpService.Doors(known, clock),
                        new Observation(
                                new EventLog(nowhere, clock),
                                metrics,
                                new Tracing(OpenTelemetry.noop())));
        return service.port();
    }

    /** The rows that tell what became of everything, oldest first. */
    String rows() throws StoreException {
        StringBuilder out = new StringBuilder();
        List<SignalRow> rows =
                store.read(
                        reader -> SignalTable.list(reader, SignalFilter.ALL, Long.MAX_VALUE, 1000));
        for (SignalRow row : rows.reversed()) {
            out.append(row.kind() + " " + row.source() + " " + row.id());
            out.append(" revision " + row.revision() + " by " + row.by() + ": ");
            out.append(row.state().text());
            out.append(row.detail() == null ? "\n" : " (" + row.detail() + ")\n");
        }
        List<RunRow> all =
                store.read(reader -> RunTable.list(reader, RunFilter.ALL, Long.MAX_VALUE, 1000));
        for (RunRow run : all.reversed()) {
            out.append("run " + run.id() + " of " + run.playbook() + ", " + run.trigger());
            out.append(", by " + run.startedBy());
            out.append(run.signal() == null ? "" : ", signal " + run.signal());
            out.append(run.once() == null ? "\n" : ", once " + run.once() + "\n");
        }
        return out.toString();
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        store.close();
    }
}
