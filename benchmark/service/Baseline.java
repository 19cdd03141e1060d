import io.helidon.webserver.WebServer;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What somebody would write by hand for the same job: takes an alert, answers 202, and on a virtual
 * thread looks at one field and makes two calls with the same server and client libraries. Keeps
 * nothing.
 *
 * <p>{@code java -cp tocsin.jar Baseline.java PORT STUB_URL}
 */
final class Baseline {

    public static void main(String[] words) {
        String stub = words[1];
        ObjectMapper mapper = new ObjectMapper();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CloseableHttpClient client =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setMaxConnPerRoute(64)
                                        .setMaxConnTotal(64)
                                        .build())
                        .build();
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(words[0]))
                .routing(
                        routing ->
                                routing.post(
                                        "/v1/alerts/{source}",
                                        (request, answer) -> {
                                            byte[] body = request.content().as(byte[].class);
                                            JsonNode alert = mapper.readTree(body);
                                            threads.execute(() -> handle(alert, stub, client, mapper));
                                            answer.status(202).send("{\"accepted\":true}");
                                        }))
                .build()
                .start();
    }

    private static void handle(
            JsonNode alert, String stub, CloseableHttpClient client, ObjectMapper mapper) {
        try {
            if (!alert.path("severity").asString().equals("High")) {
                return;
            }
            String id = alert.path("alertId").asString();
            JsonNode device = call(new HttpGet(stub + "/devices/" + id), client, mapper);
            HttpPost ticket = new HttpPost(stub + "/tickets");
            String text =
                    mapper.createObjectNode()
                            .put("title", "Alert " + id)
                            .put("device", device.path("id").asString())
                            .toString();
            ticket.setEntity(new StringEntity(text, ContentType.APPLICATION_JSON));
            call(ticket, client, mapper);
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    private static JsonNode call(
            ClassicHttpRequest request, CloseableHttpClient client, ObjectMapper mapper)
            throws IOException {
        return client.execute(
                request, answer -> mapper.readTree(EntityUtils.toByteArray(answer.getEntity())));
    }
}
