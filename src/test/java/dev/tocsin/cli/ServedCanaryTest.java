package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Secrets on every way into a run that a service keeps (a setting, an operation, a form, a webhook,
 * a callback), over two restarts: they reach whom they are for, and stand in nothing that is
 * stored, shown, sent or logged.
 */
final class ServedCanaryTest {

    private static final String SETTING = "Tok3n/+canary \"one\"=&\\";
    private static final String OPERATION = "pässword?canary-two<>'#";
    private static final String FORM = "f0rm canary%20three;x";
    private static final String WEBHOOK = "h00k-canary/four+é\\";
    private static final String CALLBACK = "c4llback&canary=five\"";
    private static final List<String> SECRETS =
            List.of(SETTING, OPERATION, FORM, WEBHOOK, CALLBACK);

    private static final long PATIENCE_SECONDS = 30;

    private static final String CONNECTOR =
            """
            connector: vault
            summary: Gives and takes secrets.
            auth: [none]
            operations:
              checkout:
                summary: Gives the credentials of an account.
                effect: read
                request: { method: GET, path: "/accounts/${input.id}" }
                input: { required: [id], properties: { id: { type: string } } }
                output:
                  properties:
                    user: { type: string }
                    password: { type: string, x-secret: true }
                    said: { type: string }
                examples: [{ input: { id: a }, output: { user: anna } }]
              use:
                summary: Takes secrets and says so.
                effect: change
                idempotency: "yes"
                request:
                  method: POST
                  path: /uses
                  body: { text: "${input.text}", secret: "${input.secret}" }
                input:
                  properties:
                    text: { type: string }
                    secret: { x-secret: true }
                output: { additionalProperties: true, properties: { said: { type: string } } }
                examples: [{ input: { text: a }, output: { said: done } }]
            """;

    private static final String PLAYBOOK =
            """
            playbook: canary
            title: Handles secrets
            on:
              - webhook:
                  path: canary
                  body:
                    type: object
                    required: [code]
                    properties: { code: { type: string, x-secret: true }, name: { type: string } }
            inputs:
              token: { type: string, x-secret: true }
            outputs:
              account: { x-secret: true }
            vars: { any: null }
            steps:
              - id: account
                action: vault.checkout
                with: { id: a }
              - id: many
                value:
                  - ${base64(steps.account.user + ":" + steps.account.password)}
                  - ${toJson([steps.account.password, inputs.token, event.code])}
                  - ${urlEncode(event.code)}
                  - ${[inputs.token].map(t, t + "x").filter(t, t != "")}
              - set: { any: "${steps.many}" }
              - id: echoed
                action: vault.use
                with: { text: first, secret: { a: "${vars.any}", b: "${event.code}" } }
              - log: ${steps.echoed.said}
              - id: refused
                action: vault.use
                onError: continue
                with: { text: refuse, secret: "${vars.any}" }
              - log: ${error("refused")?.message ?? ""} ${toJson(error("refused")?.details)}
              - id: asked
                ask: Go on with ${steps.account.user}?
                to: [ann@contoso.com]
                details: ${steps.echoed.said}
                choices: [Go, Stop]
                form:
                  required: [pin]
                  properties: { pin: { type: string, x-secret: true }, why: { type: string } }
                timeout: 30m
              - action: vault.use
                with:
                  text: ${callbackUrl("reply")}
                  secret: ${steps.asked.form?.pin}
              - id: reply
                waitFor: callback
                schema:
                  type: object
                  required: [key]
                  properties: { key: { type: string, x-secret: true } }
                timeout: 1d
              - id: last
                action: vault.use
                with:
                  text: last
                  secret: ["${vars.any}", "${event.code}", "${inputs.token}", "${steps.account.password}", "${steps.asked.form?.pin}", "${steps.reply.key}"]
              - log: ${steps.last.said}
              - return: { account: "${steps.last}" }
            """;

    private final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** The bodies that the service was sent. */
    private final BlockingQueue<MapValue> uses = new LinkedBlockingQueue<>();

    /** What anybody but the vault got to see, by where it was. */
    private final Map<String, byte[]> seen = new LinkedHashMap<>();

    @TempDir Path folder;
    private HttpServer server;
    private Map<String, String> environment;
    private CapturedConsole console;

    @BeforeEach
    void start() throws IOException {
        mail.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        environment =
                Map.of(
                        "TOCSIN_TOKEN_OF_VAULT",
                        SETTING,
                        "TOCSIN_STORE_KEY",
                        Base64.getEncoder().encodeToString(new byte[32]));
        console = CapturedConsole.in(folder).with(environment);
        write("connectors/vault.yaml", CONNECTOR);
        write("playbooks/canary.yaml", PLAYBOOK);
        write(
                "connections.yaml",
                """
                connections:
                  vault:
                    url: http://127.0.0.1:%d
                    allowAddresses: [127.0.0.1]
                    auth: { kind: none }
                  mail:
                    smtp: { host: 127.0.0.1, port: %d, security: none, from: soc@contoso.com }
                    auth: { kind: none }
                    allowAddresses: [127.0.0.1]
                settings: { canary: { token: "env:TOCSIN_TOKEN_OF_VAULT" } }
                """
                        .formatted(server.getAddress().getPort(), mail.getSmtp().getPort()));
        write(
                "service.yaml",
                """
                service: test
                publicUrl: http://127.0.0.1:1
                connections: connections.yaml
                store: { file: .tocsin/store.db, key: "env:TOCSIN_STORE_KEY" }
                questions: { via: [mail], allowedDomains: [contoso.com], approvers: [ann@contoso.com] }
                people: { ann@contoso.com: [approver] }
                """);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        mail.stop();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Gives a secret, and repeats what it is told, in each usual encoding. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String told =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String all =
                    told
                            + " "
                            + OPERATION
                            + " "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            ("a:" + OPERATION).getBytes(StandardCharsets.UTF_8))
                            + " "
                            + URLEncoder.encode(OPERATION, StandardCharsets.UTF_8);
            if (!told.isEmpty() && parsed(told) instanceof MapValue body) {
                uses.add(body);
            }
            boolean refused = told.contains("refuse");
            String answer =
                    refused
                            ? "{\"error\": {\"message\": " + Json.write(new StringValue(all)) + "}}"
                            : "{\"user\": \"anna\", \"password\": "
                                    + Json.write(new StringValue(OPERATION))
                                    + ", \"said\": "
                                    + Json.write(new StringValue(all))
                                    + "}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(refused ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Value parsed(String json) {
        try {
            return Json.parse(json);
        } catch (dev.tocsin.value.JsonException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String json(String key, String text) {
        return "{\"" + key + "\": " + Json.write(new StringValue(text)) + "}";
    }

    private String token(String name, String... roles) {
        List<String> words = new ArrayList<>(List.of("token", "create", name));
        for (String role : roles) {
            words.addAll(List.of("--role", role));
        }
        words.addAll(List.of("--format", "json"));
        Printed printed = console.run(words);
        assertEquals(0, printed.exitCode(), printed.err());
        return Objects.requireNonNull(((MapValue) parsed(printed.out())).text("token"));
    }

    private ServedCommand serve() throws Exception {
        return ServedCommand.start(
                folder,
                environment,
                "serve",
                "--config",
                "service.yaml",
                "--listen",
                "127.0.0.1:0");
    }

    private MapValue use(String text) throws InterruptedException {
        while (true) {
            MapValue body = uses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(body != null, "the run never told the vault " + text);
            if (String.valueOf(body.text("text")).startsWith(text)) {
                return body;
            }
        }
    }

    private static MapValue first(ServedCommand service, String list, String admin)
            throws Exception {
        while (true) {
            HttpResponse<String> answer = service.get("/v1/" + list, admin);
            if (parsed(answer.body()) instanceof MapValue page
                    && page.get(list) instanceof ListValue(List<Value> items)
                    && !items.isEmpty()
                    && items.getFirst() instanceof MapValue item) {
                return item;
            }
        }
    }

    @Test
    void isKeptAndNowhereToBeSeen() throws Exception {
        String admin = token("admin@contoso.com", "admin");
        String ann = token("ann@contoso.com", "approver", "viewer");
        String hook = token("hook", "ingest:canary");
        String run;
        String question;
        try (ServedCommand service = serve()) {
            HttpResponse<String> wrong =
                    service.ask("POST", "/v1/hooks/canary", hook, json("cods", WEBHOOK));
            assertEquals(422, wrong.statusCode(), wrong.body());
            seen.put("a webhook that does not fit", bytes(wrong.body()));
            HttpResponse<String> taken =
                    service.ask("POST", "/v1/hooks/canary", hook, json("code", WEBHOOK));
            assertEquals(202, taken.statusCode(), taken.body());
            question = String.valueOf(first(service, "questions", ann).text("id"));
            run = String.valueOf(first(service, "runs", ann).text("id"));
            assertTrue(mail.waitForIncomingEmail(PATIENCE_SECONDS * 1000, 1));
            look(service, admin, run, question);
        }
        stored("while it asks");
        String callback;
        try (ServedCommand service = serve()) {
            String path = "/v1/questions/" + question + "/answer";
            String form = "{\"choice\": \"Go\", \"form\": {\"pin\": %s, \"why\": %s}}";
            String secret = Json.write(new StringValue(FORM));
            HttpResponse<String> refused =
                    service.ask(
                            "POST",
                            path,
                            ann,
                            "{\"choice\": \"Go\", \"form\": {\"pin\": [" + secret + "]}}");
            assertEquals(422, refused.statusCode(), refused.body());
            seen.put("an answer that does not fit", bytes(refused.body()));
            HttpResponse<String> answered =
                    service.ask("POST", path, ann, form.formatted(secret, "\"because\""));
            assertEquals(200, answered.statusCode(), answered.body());
            MapValue told = use("http");
            assertEquals(FORM, told.text("secret"));
            callback = URI.create(String.valueOf(told.text("text"))).getRawPath();
            look(service, admin, run, question);
        }
        stored("while it waits for the callback");
        try (ServedCommand service = serve()) {
            HttpResponse<String> unfit =
                    service.ask("POST", callback, "", "{\"key\": [" + quoted(CALLBACK) + "]}");
            assertEquals(422, unfit.statusCode(), unfit.body());
            seen.put("a callback that does not fit", bytes(unfit.body()));
            HttpResponse<String> called = service.ask("POST", callback, "", json("key", CALLBACK));
            assertEquals(202, called.statusCode(), called.body());
            // Everything that was sealed was opened again, and is what it was.
            List<Value> last =
                    ((ListValue) Objects.requireNonNull(use("last").get("secret"))).items();
            List<String> texts = new ArrayList<>();
            last.subList(1, last.size()).forEach(value -> texts.add(((StringValue) value).value()));
            assertEquals(List.of(WEBHOOK, SETTING, OPERATION, FORM, CALLBACK), texts);
            while (!service.get("/v1/runs/" + run, admin).body().contains("succeeded")) {
                Thread.onSpinWait();
            }
            look(service, admin, run, question);
        }
        stored("at the end");
        commands(run);
        assertNowhere();
    }

    /** Without a key nothing secret could be kept, so nothing is begun. */
    @Test
    void startsNothingWithoutAKey() throws Exception {
        write(
                "keyless.yaml",
                "service: test\n"
                        + "publicUrl: http://127.0.0.1:1\n"
                        + "store: { file: .tocsin/store.db }\n");
        environment = Map.of("TOCSIN_TOKEN_OF_VAULT", SETTING);
        console = CapturedConsole.in(folder).with(environment);
        String hook = token("hook", "ingest:canary");
        try (ServedCommand service =
                ServedCommand.start(
                        folder,
                        environment,
                        "serve",
                        "--config",
                        "keyless.yaml",
                        "--listen",
                        "127.0.0.1:0")) {
            HttpResponse<String> refused =
                    service.ask("POST", "/v1/hooks/canary", hook, json("code", WEBHOOK));
            assertEquals(503, refused.statusCode(), refused.body());
            assertTrue(
                    refused.body().contains("the store has no key to keep it under"),
                    refused.body());
            seen.put("the refusal", bytes(refused.body()));
            seen.put("the log", bytes(service.err()));
        }
        stored("without a key");
        seen.forEach(
                (where, what) ->
                        forms().forEach(form -> assertFalse(contains(what, bytes(form)), where)));
    }

    private static String quoted(String text) {
        return Json.write(new StringValue(text));
    }

    /** Everything that is served to somebody who may see everything. */
    private void look(ServedCommand service, String admin, String run, String question)
            throws Exception {
        for (String path :
                List.of(
                        "/livez",
                        "/readyz",
                        "/metrics",
                        "/v1/openapi.json",
                        "/v1/playbooks",
                        "/v1/connectors",
                        "/v1/runs",
                        "/v1/runs/" + run,
                        "/v1/questions",
                        "/v1/questions/" + question,
                        "/questions",
                        "/questions/" + question)) {
            HttpResponse<String> answer = service.get(path, admin);
            assertTrue(answer.statusCode() < 500, path + ": " + answer.body());
            seen.put(path + " of " + service.address(), bytes(answer.body()));
        }
        Printed orders = console.run("questions");
        seen.put("questions of " + service.address(), bytes(orders.out() + orders.err()));
        seen.put("out of " + service.address(), bytes(service.out()));
        seen.put("log of " + service.address(), bytes(service.err()));
    }

    private void stored(String when) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".tocsin"))) {
            for (Path file : files.toList()) {
                seen.put(file.getFileName() + " " + when, Files.readAllBytes(file));
            }
        }
    }

    private void commands(String run) throws IOException {
        Printed backup = console.run("store", "backup", "copy.db");
        assertEquals(0, backup.exitCode(), backup.err());
        seen.put("the backup", Files.readAllBytes(folder.resolve("copy.db")));
        List<List<String>> commands =
                List.of(
                        List.of("runs", "list"),
                        List.of("runs", "show", run),
                        List.of("runs", "diff", run, run),
                        List.of("questions"),
                        List.of("audit", "list"),
                        List.of("audit", "verify"),
                        List.of("store", "info"),
                        List.of("store", "check"));
        for (List<String> command : commands) {
            for (String format : List.of("text", "json")) {
                List<String> words = new ArrayList<>(command);
                words.addAll(List.of("--format", format));
                Printed printed = console.run(words);
                assertEquals(0, printed.exitCode(), words + ": " + printed.err());
                seen.put(String.join(" ", words), bytes(printed.out() + printed.err()));
            }
        }
    }

    private void assertNowhere() throws Exception {
        for (MimeMessage message : mail.getReceivedMessages()) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            message.writeTo(whole);
            seen.put("mail " + message.getSubject(), whole.toByteArray());
        }
        assertTrue(seen.keySet().stream().anyMatch(name -> name.startsWith("mail")));
        assertTrue(seen.keySet().stream().anyMatch(name -> name.startsWith("store.db")));
        // The search itself finds what is there.
        assertTrue(contains(seen.get("the backup"), bytes("anna")));
        List<String> found = new ArrayList<>();
        seen.forEach(
                (where, what) -> {
                    for (String form : forms()) {
                        if (contains(what, bytes(form))) {
                            found.add(where + ": " + form);
                        }
                    }
                });
        assertEquals(List.of(), found);
        assertFalse(seen.isEmpty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (all[i] == part[0] && Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String canary : SECRETS) {
            byte[] bytes = bytes(canary);
            forms.add(canary);
            forms.add(canary.substring(0, canary.length() - 3));
            String json = quoted(canary);
            forms.add(json.substring(1, json.length() - 1));
            forms.add(URLEncoder.encode(canary, StandardCharsets.UTF_8));
            forms.add(PercentEncoding.encode(canary));
            forms.add(HexFormat.of().formatHex(bytes));
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                forms.add(base64.substring(before == 0 ? 0 : before + 1, base64.length() - 2));
            }
        }
        return forms;
    }
}
