package dev.tocsin.service.question;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.host.RunRecord;
import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.host.durable.NewRun;
import dev.tocsin.host.durable.UnknownProgramException;
import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.program.Program;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.ListenRules;
import dev.tocsin.service.access.TokenText;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.config.ServiceFileParser;
import dev.tocsin.service.http.EventLog;
import dev.tocsin.service.http.HttpService;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Observation;
import dev.tocsin.service.http.RouteTable;
import dev.tocsin.service.http.ServerLimits;
import dev.tocsin.service.http.Tracing;
import dev.tocsin.source.SourceText;
import dev.tocsin.store.AnswerTable;
import dev.tocsin.store.DeliveryTable;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.StoreKey;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;

import io.opentelemetry.api.OpenTelemetry;

import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A service that asks: a store on the disk, the host, the outbox and the pages, over real sockets.
 * Only the clock stands still until a test moves it, and messages go to a list.
 */
final class AskingService implements AutoCloseable {

    static final String FILE =
            """
            service: soc
            publicUrl: https://tocsin.contoso.com
            questions:
              via: [mail]
              allowedDomains: [contoso.com]
              approvers: [ann@contoso.com, bob@contoso.com]
              remindAtMostEvery: 5m
              expireWithin: 7d
            containment:
              expireWithin: 1h
            people:
              bob@contoso.com: [operator]
            """;

    /** A message that was sent, as its connector got it. */
    record Sent(String operation, MapValue input, String key) {

        String to() {
            return input.get("to") == null ? "" : dev.tocsin.value.OneLine.plain(input.get("to"));
        }

        String subject() {
            return String.valueOf(input.text("subject"));
        }

        /** The path of the link in it. */
        String link() {
            String text = String.valueOf(input.text("text"));
            int start = text.indexOf("https://tocsin.contoso.com/q/");
            return start < 0
                    ? ""
                    : text.substring(
                            start + "https://tocsin.contoso.com".length(),
                            text.indexOf('\n', start));
        }
    }

    /** A run that waits for longer than this has a bug. */
    private static final long PATIENCE_SECONDS = 20;

    final Store store;
    final DurableHost host;
    final QuestionBook book;
    final QuestionDesk desk;
    final Messenger messenger;
    final HttpService http;
    final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    final List<String> performed = Collections.synchronizedList(new ArrayList<>());
    final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    /** While it says something, each message fails with it. */
    volatile @Nullable String broken;

    private final Map<String, Program> programs = new ConcurrentHashMap<>();

    /** As {@link #sent}, to wait for. */
    final BlockingQueue<Sent> arrivals = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile Instant now = TestPlaybook.START;
    private int runs;

    AskingService(Path file) throws Exception {
        this(file, FILE, Gate.OPEN);
    }

    AskingService(Path file, String serviceFile, Gate gate) throws Exception {
        InstantSource clock = () -> now;
        ServiceFile service = parse(serviceFile);
        store =
                Store.open(
                        file,
                        StoreOptions.standard().withKey(StoreKey.of(new byte[StoreKey.SIZE])));
        book = new QuestionBook(service, this::program);
        host =
                new DurableHost(
                        store,
                        this::program,
                        (node, _, input, _, _) -> {
                            performed.add(node.action() + " " + input);
                            return MapValue.EMPTY;
                        },
                        clock,
                        gate,
                        book,
                        (run, kind, _) -> events.add(run + " " + kind),
                        DurableOptions.standard());
        desk = new QuestionDesk(service, store, host, book, this::program, clock);
        messenger =
                new Messenger(
                        service,
                        store,
                        host,
                        (connector, operation, _, input, key, _) ->
                                take(connector + "." + operation, input, key),
                        new SecureRandom(),
                        clock,
                        new Messenger.Watcher() {
                            @Override
                            public void sent(String channel, String kind) {}

                            @Override
                            public void failed(
                                    String question, String channel, int attempt, String why) {
                                failures.add(channel + " " + attempt + ": " + why);
                            }
                        });
        HttpService.Doors doors = new HttpService.Doors(new Tokens(store, clock), clock);
        EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), clock);
        http =
                HttpService.start(
                        ListenRules.decide(
                                InetSocketAddress.createUnresolved("127.0.0.1", 0),
                                new Encryption.None(),
                                true),
                        ServerLimits.USUAL,
                        RouteTable.of(
                                new QuestionRoutes(desk, doors.sessions(), clock).routes(),
                                new QuestionApi(desk).routes()),
                        doors,
                        new Observation(log, new Metrics(), new Tracing(OpenTelemetry.noop())));
    }

    /** The next process with the same playbooks, after {@code before} was closed. */
    static AskingService after(AskingService before, Path file) throws Exception {
        AskingService service = new AskingService(file);
        service.programs.putAll(before.programs);
        service.now = before.now;
        service.host.start();
        return service;
    }

    static ServiceFile parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Document document = DocumentParser.parse(SourceText.of("service.yaml", text), diagnostics);
        assertNotNull(document, () -> diagnostics.sorted().toString());
        ServiceFile service = ServiceFileParser.parse(document, diagnostics);
        assertNotNull(service, () -> diagnostics.sorted().toString());
        return service;
    }

    private void take(String operation, MapValue input, String key) throws ConnectorException {
        String why = broken;
        if (why != null) {
            throw ConnectorException.of(ErrorKind.UNAVAILABLE, why);
        }
        sent.add(new Sent(operation, input, key));
        arrivals.add(new Sent(operation, input, key));
    }

    private Program program(String digest) throws UnknownProgramException {
        Program program = programs.get(digest);
        if (program == null) {
            throw new UnknownProgramException("there is no program " + digest);
        }
        return program;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.port() + path);
    }

    /** Starts a run, and waits until it asks or has ended. */
    String start(String playbook) throws Exception {
        return start(playbook, RunFacts.Signal.NONE, "tester@contoso.com");
    }

    String start(String playbook, RunFacts.Signal signal, @Nullable String startedBy)
            throws Exception {
        String id = "run-%012d".formatted(++runs);
        Program program = TestPlaybook.program(playbook);
        programs.put("digest-" + runs, program);
        RunFacts plain = TestPlaybook.facts(program);
        MapValue run =
                MapValue.builder()
                        .put("id", id)
                        .put("startedAt", new TimestampValue(now))
                        .put("trigger", "test")
                        .put(
                                "startedBy",
                                startedBy == null ? NullValue.NULL : new StringValue(startedBy))
                        .build();
        RunFacts facts =
                new RunFacts(
                        id,
                        7,
                        NullValue.NULL,
                        signal,
                        plain.inputs(),
                        run,
                        RunFacts.MAX_EXPRESSION_STEPS);
        NewRun wanted = new NewRun(id, "digest-" + runs, program, facts, null, null, null);
        host.begin(store.await(tx -> created(tx, wanted)));
        until(() -> !questions(id).isEmpty() || hasEnded(id));
        return id;
    }

    private Created created(dev.tocsin.store.Transaction tx, NewRun run) throws StoreException {
        try {
            return host.create(tx, run);
        } catch (UnstorableRunException e) {
            throw new AssertionError(e);
        }
    }

    List<QuestionRow> questions(String run) throws StoreException {
        return store.read(
                reader -> {
                    var row = RunTable.byId(reader, run);
                    return row == null ? List.of() : QuestionTable.ofRun(reader, row.number());
                });
    }

    /** The only question of a run. */
    QuestionRow question(String run) throws StoreException {
        return questions(run).getFirst();
    }

    List<AnswerTable.AnswerRow> answers(String run) throws StoreException {
        long question = question(run).number();
        return store.read(reader -> AnswerTable.ofQuestion(reader, question));
    }

    List<DeliveryTable.DeliveryRow> deliveries(String run) throws StoreException {
        long question = question(run).number();
        return store.read(reader -> DeliveryTable.ofQuestion(reader, question));
    }

    boolean hasEnded(String run) throws StoreException {
        return store.read(reader -> RunTable.byId(reader, run)).endedAt() != null;
    }

    RunStatus status(String run) throws StoreException {
        return store.read(reader -> RunTable.byId(reader, run)).status();
    }

    /** Waits for the end of a run. */
    RunRecord ended(String run) throws Exception {
        until(() -> hasEnded(run));
        RunRecord record = host.record(run);
        assertNotNull(record);
        return record;
    }

    /** What a run returned, once it has succeeded. */
    MapValue outputs(String run) throws Exception {
        return switch (ended(run).outcome()) {
            case Outcome.Succeeded(MapValue outputs) -> outputs;
            case Outcome other -> throw new AssertionError(other.toString());
        };
    }

    /** A condition on what is committed. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Looks each time that something was committed. */
    void until(Condition condition) throws Exception {
        while (!condition.holds()) {
            if (events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null && !condition.holds()) {
                throw new AssertionError("it never came to that");
            }
        }
    }

    /** Moves the clock, wakes what is due in runs and sends what is due in the outbox. */
    void passes(Duration time) throws Exception {
        now = now.plus(time);
        host.wake();
    }

    /** Waits until all that the host has begun is committed. */
    void settled() throws Exception {
        Instant moment = now;
        until(
                () -> {
                    Instant due = host.nextDue();
                    return due == null || due.isAfter(moment);
                });
    }

    Instant now() {
        return now;
    }

    /** Works the outbox off, as far as it goes now; gives what was sent. */
    List<Sent> deliver() throws Exception {
        int before = sent.size();
        while (messenger.sendDue() > 0) {
            // Some more may have become due by what was done.
        }
        return new ArrayList<>(sent.subList(before, sent.size()));
    }

    /** A token of somebody, to log in with. */
    String token(String name, String... roles) throws Exception {
        TokenText token =
                store.await(
                        tx ->
                                Tokens.create(
                                        tx, name, Grants.of(List.of(roles)), now, null, "test"));
        return "tocsin_" + token.id() + "_" + token.secret();
    }

    @Override
    public void close() {
        http.close();
        messenger.close();
        host.close();
        store.close();
    }
}
