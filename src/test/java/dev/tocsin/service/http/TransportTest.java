package dev.tocsin.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What is sent wrongly, slowly or in masses: each gets a bounded answer, and the service goes on.
 */
final class TransportTest {

    @TempDir Path folder;

    private Served served;

    @BeforeEach
    void start() throws Exception {
        served = Served.start(folder, Served.TIGHT, echo());
    }

    @AfterEach
    void stop() throws Exception {
        HttpResponse<String> alive = served.get("/livez", null);
        served.close();
        assertEquals(200, alive.statusCode(), "the service goes on");
    }

    private static Route echo() {
        return Route.post("/echo")
                .needs(new Needs.Nothing("a test"))
                .summary("Gives back what it takes")
                .takes(new RouteDoc.BodyDoc("text/plain", MapValue.EMPTY, false, 1000))
                .answers(200, "The same", "text/plain")
                .does(
                        request ->
                                Response.text(
                                        "text/plain",
                                        new String(request.body(), StandardCharsets.UTF_8)));
    }

    /** The problem in an answer; fails where there is none, or it says too much. */
    private static MapValue problem(String answer, int status) throws Exception {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.toLowerCase().contains("content-type: application/problem+json"), answer);
        assertFalse(answer.toLowerCase().contains("\r\nserver:"), answer);
        assertFalse(answer.contains("helidon"), answer);
        assertFalse(answer.contains("Exception"), answer);
        MapValue problem = (MapValue) Json.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertEquals(
                new StringValue("urn:tocsin:request:" + header(answer, "x-request-id")),
                problem.get("instance"));
        return problem;
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.toLowerCase().startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + answer));
    }

    @Test
    void aBodyComesBack() throws Exception {
        String head =
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Connection: close\r\n";
        assertTrue(served.raw(head + "Content-Length: 5\r\n\r\nhello").endsWith("\r\n\r\nhello"));
        assertTrue(
                served.raw(
                                head
                                        + "Transfer-Encoding: chunked\r\n\r\n"
                                        + "2\r\n"
                                        + "he\r\n"
                                        + "3\r\n"
                                        + "llo\r\n"
                                        + "0\r\n\r\n")
                        .endsWith("\r\n\r\nhello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /livez HTTP/0.9\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET  /livez HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /livez HTTP/1.1\nHost: x\n\n",
                "GET /livez\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /livez HTTP/1.1\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: x\r\n : c\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5x\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Length: +5\r\n\r\n"
                        + "hello",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Length: 0x5\r\n\r\n"
                        + "hello",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Length: 5, 5\r\n\r\n"
                        + "hello",
                "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Length: 1\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "ab",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Length: 4\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Transfer-Encoding: chunked, identity\r\n\r\n"
                        + "0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "zz\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "-1\r\n",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "ffffffffffffffff\r\n",
            })
    void whatIsNotHttpIsABadRequest(String bytes) throws Exception {
        problem(served.raw(bytes), 400);
    }

    @Test
    void oneRequestIsNotTakenForTwo() throws Exception {
        // The CL.TE and TE.CL shapes: whatever the first is answered, the second is never one.
        for (String framing :
                List.of(
                        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
                        "Transfer-Encoding: chunked\r\n"
                                + "Content-Length: 3\r\n\r\n"
                                + "8\r\n"
                                + "SMUGGLED\r\n"
                                + "0\r\n\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n")) {
            String answer =
                    served.raw(
                            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                                    + framing
                                    + "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            assertFalse(answer.contains("HTTP/1.1 200"), framing + " -> " + answer);
            assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, framing + " -> " + answer);
        }
    }

    @Test
    void olderHttpIsToldSo() throws Exception {
        problem(served.raw("GET /livez HTTP/1.0\r\n\r\n"), 505);
    }

    @Test
    void longLinesAndHeadersAreRefused() throws Exception {
        problem(served.raw("GET /" + "a".repeat(2000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414);
        String large =
                served.raw("GET /livez HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(9000) + "\r\n\r\n");
        assertTrue(large.startsWith("HTTP/1.1 4"), large);
        String many =
                served.raw("GET /livez HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(2000) + "\r\n");
        assertTrue(many.startsWith("HTTP/1.1 4"), many);
    }

    @Test
    void largeBodiesAreRefused() throws Exception {
        String head =
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Connection: close\r\n";
        problem(served.raw(head + "Content-Length: 1001\r\n\r\n" + "a".repeat(1001)), 413);
        problem(served.raw(head + "Content-Length: 99999999\r\n\r\n"), 413);
        problem(served.raw(head + "Content-Length: 999999999999999999999\r\n\r\n"), 400);
        problem(
                served.raw(
                        head
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + ("100\r\n" + "a".repeat(256) + "\r\n").repeat(8)
                                + "0\r\n\r\n"),
                413);
        problem(
                served.raw(
                        head + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n" + "a".repeat(100)),
                413);
    }

    @Test
    void aChunkWithoutEndIsCut() throws Exception {
        try (Socket socket = served.socket()) {
            write(
                    socket,
                    "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n1;");
            byte[] noise = "a".repeat(16 << 10).getBytes(StandardCharsets.US_ASCII);
            int sent = 0;
            try {
                while (sent < 64 << 20) {
                    socket.getOutputStream().write(noise);
                    sent += noise.length;
                }
            } catch (java.io.IOException _) {
                // Cut, as it should be.
            }
            assertTrue(sent < 64 << 20, "a chunk extension of 64 MiB was taken");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /livez HT",
                "GET /livez HTTP/1.1\r\nHost: x\r\nA:",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Length: 5\r\n\r\n"
                        + "he",
                "POST /echo HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "5\r\n"
                        + "he",
            })
    void whoeverStopsSendingIsCut(String beginning) throws Exception {
        try (Socket socket = served.socket()) {
            write(socket, beginning);
            String answer = Served.rest(socket);
            assertFalse(answer.contains(" 200 "), answer);
        }
    }

    @Test
    void whoeverSendsByteByByteIsCutAsWell() throws Exception {
        try (Socket socket = served.socket()) {
            socket.setSoTimeout(20);
            write(socket, "GET /livez HTTP/1.1\r\nHost: x\r\nA: ");
            int sent = 0;
            // Each byte comes well within any time-out for a read.
            while (sent < 4000 && !isClosed(socket)) {
                try {
                    write(socket, "a");
                } catch (java.io.IOException _) {
                    break;
                }
                sent++;
            }
            assertTrue(sent < 4000, "4000 bytes, one by one, were waited for");
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (java.io.IOException _) {
            return true;
        }
    }

    @Test
    void aConnectionIsUsedAgainAndCutWhenIdle() throws Exception {
        try (Socket socket = served.socket()) {
            write(
                    socket,
                    "GET /livez HTTP/1.1\r\nHost: x\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            String answers = Served.rest(socket);
            assertEquals(2, answers.split("HTTP/1.1 200", -1).length - 1, answers);
        }
    }

    @Test
    void manySilentConnectionsKeepNobodyOut() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            // Twice as many as may be open at once.
            for (int i = 0; i < 400; i++) {
                sockets.add(served.socket());
            }
            assertEquals(200, served.get("/livez", null).statusCode());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void streamsAreCounted() throws Exception {
        served.close();
        CountDownLatch over = new CountDownLatch(1);
        Route endless =
                Route.get("/endless")
                        .needs(new Needs.Nothing("a test"))
                        .summary("Streams until it is stopped")
                        .answers(200, "A stream", "text/event-stream")
                        .does(
                                _ ->
                                        Response.events(
                                                sink -> {
                                                    sink.send("1", "a", "b\rc\nd");
                                                    over.await();
                                                }));
        served = Served.start(folder.resolve("streams"), Served.TIGHT, endless);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                Socket socket = served.socket();
                sockets.add(socket);
                write(socket, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
                StringBuilder begun = new StringBuilder();
                while (begun.indexOf("\n\n") < 0) {
                    begun.append((char) socket.getInputStream().read());
                }
                assertTrue(
                        begun.toString().contains("id: 1\nevent: a\ndata: b\ndata: c\ndata: d\n"),
                        begun.toString());
            }
            problem(
                    served.raw("GET /endless HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                    503);
        } finally {
            over.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void whoeverAsksBeforeSendingIsAnsweredFirst() throws Exception {
        String head = "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n";
        try (Socket socket = served.socket()) {
            write(socket, head + "Content-Type: text/xml\r\nContent-Length: 5\r\n\r\n");
            write(socket, "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answers = Served.rest(socket);
            assertTrue(answers.startsWith("HTTP/1.1 415 "), answers);
            assertTrue(answers.contains("HTTP/1.1 200 "), answers);
        }
        String taken =
                served.raw(
                        head
                                + "Content-Type: text/plain\r\nContent-Length: 5\r\n"
                                + "Connection: close\r\n\r\nhello");
        assertTrue(taken.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 "), taken);
    }

    @Test
    void aBodyIsNotUnpacked() throws Exception {
        problem(
                served.raw(
                        "POST /echo HTTP/1.1\r\n"
                                + "Host: x\r\n"
                                + "Content-Type: text/plain\r\n"
                                + "Content-Encoding: gzip\r\n"
                                + "Content-Length: 2\r\n\r\n"
                                + "\u001f\u008b"),
                400);
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        String answer = served.raw("HEAD /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
        assertTrue(Integer.parseInt(header(answer, "content-length")) > 0, answer);
    }

    @Test
    void theFormatOfABodyIsHeld() throws Exception {
        HttpResponse<String> wrong =
                served.send(
                        served.request("/echo", null)
                                .header("Content-Type", "application/xml")
                                .POST(HttpRequest.BodyPublishers.ofString("<a/>")));
        assertEquals(415, wrong.statusCode());
        assertTrue(wrong.body().contains("text/plain"), wrong.body());
    }

    @Test
    void aTraceGoesOnAndAnInventedOneIsNew() throws Exception {
        HttpResponse<String> traced =
                served.send(
                        served.request("/livez", null)
                                .header(
                                        "traceparent",
                                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        String given = traced.headers().firstValue("traceparent").orElseThrow();
        assertTrue(given.startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-"), given);
        assertTrue(given.endsWith("-01"), given);
        assertFalse(given.contains("00f067aa0ba902b7"), "the span is a new one");
        HttpResponse<String> broken =
                served.send(served.request("/livez", null).header("traceparent", "00-zz-1-1"));
        assertTrue(
                broken.headers()
                        .firstValue("traceparent")
                        .orElseThrow()
                        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
    }

    private static void write(Socket socket, String text) throws java.io.IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
