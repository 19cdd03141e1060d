package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A service that lies, floods, drips or hangs up costs one step, not the process. */
final class HostileAnswersTest {

    private static final String OK = "HTTP/1.1 200 OK";
    private static final String JSON = OK + "\nContent-Type: application/json";
    private static final byte[] NOTHING = {};

    @Test
    void eachEndsInOneMessage() throws IOException {
        Map<String, RawService.Behaviour> cases = new LinkedHashMap<>();
        add(cases, "gzip bomb", JSON + "\nContent-Encoding: gzip", gzip(new byte[64 << 20], 1));
        add(cases, "gzip in gzip", JSON + codings(6), gzip(bytes("{}"), 6));
        add(cases, "not gzip", JSON + "\nContent-Encoding: gzip", bytes("{}"));
        add(cases, "unknown coding", JSON + "\nContent-Encoding: zip", bytes("{}"));
        add(cases, "long header line", OK + "\nX: " + "a".repeat(1 << 20), NOTHING);
        add(cases, "many headers", OK + "\nX: a".repeat(5_000), NOTHING);
        add(
                cases,
                "truncated chunk",
                JSON + "\nTransfer-Encoding: chunked",
                bytes("400\r\n{\"a\":"));
        add(cases, "no chunk", JSON + "\nTransfer-Encoding: chunked", bytes("zzz\r\n"));
        add(cases, "shorter than said", JSON + "\nContent-Length: 100", bytes("{}"));
        add(cases, "not HTTP", "SSH-2.0-OpenSSH_9.6", NOTHING);
        add(cases, "hangs up", "", NOTHING);
        add(cases, "same key twice", JSON, bytes("{\"id\":1,\"id\":2}"));
        add(cases, "deep", JSON, bytes("[".repeat(100_000)));
        add(cases, "long number", JSON, bytes("9".repeat(5_000)));
        add(cases, "huge exponent", JSON, bytes("{\"n\":1e999999999}"));
        add(cases, "nothing", JSON + "\nContent-Length: 0", NOTHING);
        add(cases, "not UTF-8", JSON, new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});
        add(
                cases,
                "no such charset",
                OK + "\nContent-Type: text/plain; charset=\"$%\"",
                bytes("x"));
        add(cases, "says JSON, is a page", JSON, bytes("<html>\u001b[31mSign in</html>"));
        add(
                cases,
                "escapes in an error",
                "HTTP/1.1 500 No\nContent-Type: application/json",
                bytes("{\"message\":\"\\u001b]0;pwned\\u0007 \\u202egnp.exe\\u0000\"}"));
        add(cases, "cookie", JSON + "\nSet-Cookie: session=canary", bytes("{}"));
        redirect(cases, "redirect to a file", "file:/etc/passwd");
        redirect(cases, "redirect to another port", "http://127.0.0.1:1/x");
        redirect(cases, "redirect with a login", "//root@127.0.0.1/x");
        redirect(cases, "redirect to no address", "http://[");
        redirect(cases, "redirect to itself", "/x");
        for (String pause :
                new String[] {
                    "99999999999999999999999", "-5", "soon", "1e9", "Fri, 31 Dec 9999 23:59:59 GMT"
                }) {
            add(cases, "retry after " + pause, "HTTP/1.1 429 No\nRetry-After: " + pause, NOTHING);
        }
        StringBuilder record = new StringBuilder();
        for (Map.Entry<String, RawService.Behaviour> one : cases.entrySet()) {
            record.append("== ").append(one.getKey()).append('\n');
            try (RawService service = new RawService(one.getValue())) {
                record.append(outcomes(service)).append('\n');
            }
        }
        Golden.check(
                Path.of("src/test/resources/golden/connector/hostile-answers.txt"),
                record.toString());
    }

    private static String outcomes(RawService service) {
        String read = outcome(service, "http.get", "{'path':'/x'}");
        String change = outcome(service, "http.send", "{'path':'/x','method':'POST'}");
        return read + (read.equals(change) ? "" : "\nas a change: " + change) + "\n";
    }

    private static String outcome(RawService service, String operation, String input) {
        try (Calling calling = new Calling(connections(service), Map.of())) {
            return calling.failure(operation, input).strip().replace(":" + service.port(), ":PORT");
        }
    }

    /** Interim answers reset no clock. */
    @Test
    void interimAnswersForEverEndAtTheDeadline() throws IOException {
        try (RawService service =
                        new RawService(
                                out -> {
                                    while (true) {
                                        out.write(bytes("HTTP/1.1 103 Early Hints\r\n\r\n"));
                                        out.flush();
                                    }
                                });
                Calling calling =
                        new Calling(connections(service), Map.of())
                                .within(Duration.ofMillis(300))) {
            String failure = calling.failure("http.get", "{'path':'/x'}");
            assertTrue(failure.startsWith("timeout\n"), failure);
        }
    }

    /** What is left of a broken answer must not become the next one. */
    @Test
    void nextCallAfterABrokenAnswerIsFine() throws IOException, ConnectorException {
        AtomicInteger answers = new AtomicInteger();
        try (RawService service =
                        new RawService(
                                out ->
                                        out.write(
                                                bytes(
                                                        answers.getAndIncrement() == 0
                                                                ? "HTTP/1.1 200 OK\r\n"
                                                                      + "Content-Length: 9\r\n\r\n"
                                                                      + "{"
                                                                : "HTTP/1.1 200 OK\r\n"
                                                                      + "Content-Length: 4\r\n\r\n"
                                                                      + "fine")));
                Calling calling = new Calling(connections(service), Map.of())) {
            assertTrue(calling.failure("http.get", "{'path':'/x'}").startsWith("unavailable"));
            assertTrue(calling.call("http.get", "{'path':'/x'}").contains("\"body\":\"fine\""));
            assertEquals(2, service.requests.get());
        }
    }

    private static String connections(RawService service) {
        return "connections:\n  http:\n    url: http://127.0.0.1:"
                + service.port()
                + "\n    allowAddresses: [127.0.0.1]\n";
    }

    private static void add(
            Map<String, RawService.Behaviour> cases, String name, String head, byte[] body) {
        cases.put(
                name,
                out -> {
                    out.write(bytes(head.replace("\n", "\r\n") + "\r\n\r\n"));
                    out.write(body);
                    out.flush();
                });
    }

    private static void redirect(
            Map<String, RawService.Behaviour> cases, String name, String location) {
        add(
                cases,
                name,
                "HTTP/1.1 302 Found\nConnection: close\nContent-Length: 0\nLocation: " + location,
                NOTHING);
    }

    private static String codings(int count) {
        return "\nContent-Encoding: gzip" + ", gzip".repeat(count - 1);
    }

    private static byte[] gzip(byte[] plain, int times) throws IOException {
        byte[] bytes = plain;
        for (int i = 0; i < times; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(bytes);
            }
            bytes = out.toByteArray();
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
