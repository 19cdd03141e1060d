import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;

import java.util.concurrent.atomic.LongAdder;

/**
 * The service that playbooks call: answers each request at once with a small JSON object and counts.
 * {@code GET /count} says how many there were.
 *
 * <p>{@code java -cp tocsin.jar Stub.java PORT}
 */
final class Stub {

    public static void main(String[] words) {
        LongAdder calls = new LongAdder();
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(words[0]))
                .routing(
                        routing ->
                                routing.get("/count", (_, answer) -> answer.send(calls.toString()))
                                        .any(
                                                (request, answer) -> {
                                                    request.content().consume();
                                                    calls.increment();
                                                    answer.header(
                                                            HeaderNames.CONTENT_TYPE,
                                                            "application/json");
                                                    answer.send("{\"id\":\"7\",\"state\":\"open\"}");
                                                }))
                .build()
                .start();
    }
}
