package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tocsin.cli.CapturedConsole.Printed;
import dev.tocsin.value.Json;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Secrets that a run handles in every way it can, with a service that repeats what it is told, are
 * in nothing that the run prints, however they are written.
 */
final class CanaryTest {

    private static final String TOKEN = "Tok3n/+canary \"one\"=&\\";
    private static final String PASSWORD = "pässword?canary-two<>'#";
    private static final String COOKIE = "sid=canary%20three;x";

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
                    session: { type: object, x-secret: true, properties: { cookie: { type: string } } }
                    said: { type: string }
                examples: [{ input: { id: a }, output: { user: anna } }]
              use:
                summary: Takes a secret and says so.
                effect: change
                idempotency: "yes"
                request:
                  method: POST
                  path: /uses
                  query: { key: "${input.key}" }
                  body: { text: "${input.text}", secret: "${input.secret}" }
                input:
                  properties:
                    text: { type: string }
                    key: { type: string, maxLength: 40, x-secret: true }
                    secret: { x-secret: true }
                output: { additionalProperties: true, properties: { said: { type: string } } }
                examples: [{ input: { text: a }, output: { said: done } }]
            """;

    private static final String PLAYBOOK =
            """
            playbook: canary
            inputs:
              token: { type: string, minLength: 8, x-secret: true }
            outputs:
              account: { x-secret: true }
            vars: { any: null }
            steps:
              - id: account
                action: vault.checkout
                with: { id: a }
              - id: header
                value: Basic ${base64(steps.account.user + ":" + steps.account.password)}
              - id: many
                value:
                  - ${inputs.token.upperAscii().lowerAscii()}
                  - ${toJson([steps.account, inputs.token])}
                  - ${urlEncode(inputs.token)}
                  - ${inputs.token.split("").join("-")}
                  - ${"${inputs.token}"}
                  - ${steps.account.session.cookie.substring(2)}
                  - '${markdownTable([{"a": inputs.token}])}'
                  - ${[inputs.token].map(t, t + "x").filter(t, t != "")}
                  - '${inputs.token == "x" ? steps.account.password : inputs.token}'
              - set: { any: "${steps.many}" }
              - id: echoed
                action: vault.use
                with:
                  key: ${inputs.token}
                  secret: { all: "${steps.many}", header: "${steps.header}", p: "${steps.account.password}", c: "${steps.account.session.cookie}" }
              - log: ${steps.echoed.said}
              - id: refused
                action: vault.use
                onError: continue
                with: { text: refuse, secret: "${steps.account.password}", key: "${inputs.token}" }
              - log: ${error("refused")?.message ?? ""} ${toJson(error("refused")?.details)}
              - id: tooLong
                action: vault.use
                onError: continue
                with: { key: "${inputs.token}${inputs.token}" }
              - id: plain
                action: vault.use
                onError: continue
                with: { secret: "${vars.any[0]}" }
              - when: vars.any[0] == null
                onError: continue
                log: never
              - value: ${int(vars.any[0])}
                onError: continue
              - value: ${vars.any[0][9]}
                onError: continue
              - forEach: one
                in: ${vars.any}
                collect: ${one}
                steps:
                  - value: an item ${toJson(one)}
              - return: { account: "${steps.account}" }
            """;

    @TempDir Path project;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", CanaryTest::answer);
        server.start();
        Files.createDirectory(project.resolve("connectors"));
        Files.writeString(project.resolve("connectors/vault.yaml"), CONNECTOR);
        Files.writeString(project.resolve("canary.yaml"), PLAYBOOK);
        Files.writeString(
                project.resolve("connections.yaml"),
                """
                connections:
                  vault:
                    url: http://127.0.0.1:%d
                    allowAddresses: [127.0.0.1]
                """
                        .formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Gives secrets, and repeats what it is told: as it came, in base64 and percent-encoded. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String told = new String(body, StandardCharsets.UTF_8);
            String all =
                    told
                            + " "
                            + exchange.getRequestURI().getRawQuery()
                            + " "
                            + TOKEN
                            + " "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            ("a:" + PASSWORD).getBytes(StandardCharsets.UTF_8))
                            + " "
                            + URLEncoder.encode(COOKIE, StandardCharsets.UTF_8);
            boolean refused = told.contains("refuse");
            String answer =
                    refused
                            ? "{\"error\": {\"message\": " + Json.write(new StringValue(all)) + "}}"
                            : "{\"user\": \"anna\", \"password\": "
                                    + Json.write(new StringValue(PASSWORD))
                                    + ", \"session\": {\"cookie\": "
                                    + Json.write(new StringValue(COOKIE))
                                    + "}, \"said\": "
                                    + Json.write(new StringValue(all))
                                    + "}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(refused ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void isNowhere() throws IOException {
        Map<String, String> environment = Map.of("TOCSIN_TOKEN", TOKEN, "TOCSIN_SHORT", "t0k3n:7");
        CapturedConsole console = CapturedConsole.in(project).with(environment);
        String named = "token=@env:TOCSIN_TOKEN";
        Printed text = console.run("run", "canary.yaml", "--input", named);
        Printed json =
                console.run("run", "canary.yaml", "--input", "token=" + TOKEN, "--format", "json");
        List<Printed> printed = new ArrayList<>(List.of(text, json));
        printed.add(console.run("plan", "canary.yaml", "--input", named));
        printed.add(console.run("plan", "canary.yaml", "--input", named, "--format", "json"));
        printed.add(console.run("plan", "canary.yaml", "--input", named, "--allow-reads"));
        printed.add(console.run("run", "canary.yaml", "--input", "token=t0k3n:7"));
        printed.add(console.run("run", "canary.yaml", "--input", "token=@env:TOCSIN_SHORT"));
        printed.add(console.run("run", "canary.yaml", "--input", "token=@env:TOCSIN_NONE"));
        printed.add(console.run("run", "canary.yaml", "--input", "token=@t0k3n:7"));

        assertEquals(0, text.exitCode(), () -> text.out() + text.err());
        assertTrue(json.out().contains("\"status\" : \"succeeded\""), json::out);
        assertTrue(text.out().contains("account: (secret)") || text.out().contains("(secret)"));
        for (Printed one : printed) {
            String all = one.out() + one.err();
            assertFalse(all.contains("t0k3n:7"), all);
            for (String form : forms()) {
                assertFalse(all.contains(form), () -> form + " in\n" + all);
            }
        }
    }

    private static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String canary : List.of(TOKEN, PASSWORD, COOKIE)) {
            byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
            forms.add(canary);
            forms.add(canary.toLowerCase(java.util.Locale.ROOT));
            forms.add(canary.substring(0, canary.length() - 3));
            String json = Json.write(new StringValue(canary));
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
