package dev.tocsin.service.http;

import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.Resolution;
import dev.tocsin.host.durable.RunStory;
import dev.tocsin.playbook.Access;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.Grants;
import dev.tocsin.service.access.ListenRules;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreOptions;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import io.opentelemetry.api.OpenTelemetry;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service on a free port, with a real store, what tests look at, and nothing outside. */
final class Served implements AutoCloseable {

    /** Bounds that a test meets in a moment. */
    static final ServerLimits TIGHT =
            new ServerLimits(
                    4 << 10,
                    1 << 10,
                    64 << 10,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(3),
                    200,
                    50,
                    2,
                    100,
                    Duration.ofSeconds(2));

    final Clock clock = new Clock();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final Metrics metrics = new Metrics();
    final LiveRuns live = new LiveRuns();
    final Orders orders = new Orders();
    final List<Project.ServedPlaybook> playbooks = new ArrayList<>();
    final Store store;
    final Tokens tokens;
    final HttpService.Doors doors;
    final HttpService service;
    final HttpClient client = HttpClient.newHttpClient();

    /** Takes orders and notes them. */
    static final class Orders implements RunOrders {
        final List<String> given = new ArrayList<>();
        Started started = new Started.Begun("run-000000000001");
        Control control = new Control.Done("run-000000000001");

        @Override
        public Started start(String playbook, Value event, MapValue inputs, String by) {
            given.add("start " + playbook + " by " + by);
            return started;
        }

        @Override
        public Control cancel(String run, String reason, String by) {
            given.add("cancel " + run + " because " + reason + " by " + by);
            return control;
        }

        @Override
        public Control resume(String run, String by) {
            given.add("resume " + run + " by " + by);
            return control;
        }

        @Override
        public Control resolve(String run, String step, Resolution resolution, String by) {
            given.add("resolve " + run + " " + step + " " + resolution + " by " + by);
            return control;
        }

        @Override
        public Control retryFrom(String run, String step, String by) {
            given.add("retry " + run + " from " + step + " by " + by);
            return control;
        }

        @Override
        public RunStory story(String run) {
            return new RunStory(
                    run,
                    "p",
                    "waiting",
                    "",
                    List.of(new RunStory.Line(1, Instant.EPOCH, "the run began")));
        }
    }

    private Served(Path folder, ServerLimits limits, Encryption encryption, List<Route> more)
            throws Exception {
        java.nio.file.Files.createDirectories(folder);
        store = Store.open(folder.resolve("tocsin.db"), StoreOptions.standard());
        tokens = new Tokens(store, clock);
        doors = new HttpService.Doors(tokens, clock);
        playbooks.add(playbook("scan-devices", Access.OPEN));
        Project project =
                new Project() {
                    @Override
                    public List<ServedPlaybook> playbooks() {
                        return playbooks;
                    }

                    @Override
                    public List<MapValue> connectors() {
                        return List.of(
                                ApiSchema.of(
                                        """
                                        {"name": "mail", "summary": "Mail",
                                         "operations": [{"name": "send", "effect": "change"}]}
                                        """));
                    }
                };
        RouteTable table =
                RouteTable.of(
                        new HealthRoutes(store, doors.stopping(), List.of(), metrics).routes(),
                        new RunRoutes(store, project, orders, live).routes(),
                        new RunOrderRoutes(store, project, orders, clock).routes(),
                        new LookRoutes(store, project, _ -> MapValue.EMPTY).routes(),
                        new SignalLookRoutes(store, project).routes(),
                        more);
        service =
                HttpService.start(
                        ListenRules.decide(
                                InetSocketAddress.createUnresolved("127.0.0.1", 0),
                                encryption,
                                false),
                        limits,
                        table,
                        doors,
                        new Observation(
                                new EventLog(
                                        new PrintStream(log, true, StandardCharsets.UTF_8), clock),
                                metrics,
                                new Tracing(OpenTelemetry.noop())));
    }

    static Served start(Path folder, Route... more) throws Exception {
        return new Served(folder, ServerLimits.USUAL, new Encryption.None(), List.of(more));
    }

    static Served start(Path folder, ServerLimits limits, Route... more) throws Exception {
        return new Served(folder, limits, new Encryption.None(), List.of(more));
    }

    static Served start(Path folder, Encryption encryption, Route... more) throws Exception {
        return new Served(folder, ServerLimits.USUAL, encryption, List.of(more));
    }

    static Served start(Path folder, ServerLimits limits, Encryption encryption) throws Exception {
        return new Served(folder, limits, encryption, List.of());
    }

    static Project.ServedPlaybook playbook(String id, Access access) {
        return new Project.ServedPlaybook(
                id, access, MapValue.builder().put("id", id).put("title", "A title").build());
    }

    /** A token with these grants; it never expires. */
    String token(String name, String... grants) throws Exception {
        return store.await(
                        tx ->
                                Tokens.create(
                                        tx,
                                        name,
                                        Grants.of(List.of(grants)),
                                        clock.instant(),
                                        null,
                                        "the test"))
                .text();
    }

    HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .timeout(Duration.ofSeconds(20));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path, token).GET());
    }

    HttpResponse<String> post(String path, String token, String json) throws Exception {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> form(String path, Map<String, String> headers, String fields)
            throws Exception {
        HttpRequest.Builder request =
                request(path, null)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields));
        headers.forEach(request::header);
        return send(request);
    }

    /** What comes back for these very bytes, until the service closes the connection. */
    String raw(String bytes) throws Exception {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return rest(socket);
        }
    }

    Socket socket() throws Exception {
        Socket socket = new Socket("127.0.0.1", service.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Everything until the end; a reset is one as well. */
    static String rest(Socket socket) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("no end within 20 s, got: " + answer, e);
        } catch (java.io.IOException _) {
            // The other end did not wait for what we had to say.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        service.close();
        store.close();
    }
}
