package dev.tocsin.builtin;

import dev.tocsin.connector.Call;
import dev.tocsin.connector.ConnectionNeeds;
import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.HttpAnswer;
import dev.tocsin.connector.HttpRequest;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationBuilder;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.connector.Shape;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Any HTTP service that has no connector of its own, below the origin of a connection. */
public final class HttpConnector implements Connector {

    private static final String PATH =
            "path below the connection's URL, or an absolute URL on its origin; already"
                    + " percent-encoded";
    private static final String QUERY = "parameters by name, not yet encoded; null is left out";
    private static final String HEADERS = "more headers by name";

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String summary() {
        return "Any HTTP service, below the origin of a connection.";
    }

    @Override
    public ConnectionNeeds needs() {
        return new ConnectionNeeds(
                List.of(
                        "none",
                        "apiKey",
                        "basic",
                        "bearer",
                        "oauth2ClientCredentials",
                        "oauth2Password",
                        "oauth2RefreshToken",
                        "managedIdentity",
                        "mtls",
                        "hmac"),
                null,
                null,
                null,
                "",
                List.of(),
                """
                url: https://api.example.com
                auth:
                  kind: bearer
                  token: env:TOCSIN_HTTP_TOKEN
                """);
    }

    @Override
    public List<Operation> operations() {
        return List.of(new Get(getSpec()), new Send(sendSpec()));
    }

    private static OperationSpec getSpec() {
        return answering(
                        OperationBuilder.named("get")
                                .does("Reads one resource.")
                                .effect(Effect.READ, Idempotency.YES)
                                .input("path", Shape.URL, PATH)
                                .optional("query", Shape.ANY, QUERY)
                                .optional("headers", Shape.TEXTS_BY_NAME, HEADERS))
                .example(
                        MapValue.builder().put("path", "/v1/reputation/203.0.113.7").build(),
                        exampleAnswer())
                .build();
    }

    private static OperationSpec sendSpec() {
        return answering(
                        OperationBuilder.named("send")
                                .does("Sends one request that changes something.")
                                .effect(Effect.CHANGE, Idempotency.NO)
                                .input(
                                        "method",
                                        Shape.oneOf("POST", "PUT", "PATCH", "DELETE"),
                                        "the HTTP method")
                                .input("path", Shape.URL, PATH)
                                .optional("query", Shape.ANY, QUERY)
                                .optional("headers", Shape.TEXTS_BY_NAME, HEADERS)
                                .optional(
                                        "body",
                                        Shape.ANY,
                                        "sent as JSON; a text is sent as it is, as plain text"
                                                + " unless a header says otherwise"))
                .example(
                        MapValue.builder()
                                .put("method", "POST")
                                .put("path", "/v1/notes")
                                .put("body", MapValue.builder().put("text", "seen").build())
                                .build(),
                        exampleAnswer())
                .build();
    }

    private static OperationBuilder answering(OperationBuilder operation) {
        return operation
                .output("status", Shape.INTEGER, "the HTTP status, 200 to 299")
                .output("headers", Shape.TEXTS_BY_NAME, "names in lower case")
                .output("body", Shape.ANY, "JSON as a value, anything else as text, null if empty")
                .permission("whatever the service asks for");
    }

    private static MapValue exampleAnswer() {
        return MapValue.builder()
                .put("status", 200)
                .put("headers", MapValue.builder().put("content-type", "application/json").build())
                .put("body", MapValue.builder().put("score", 12).build())
                .build();
    }

    private record Get(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException, InterruptedException {
            return exchange(call, "GET", null);
        }
    }

    private record Send(OperationSpec spec) implements Operation {
        @Override
        public Value perform(Call call) throws ConnectorException, InterruptedException {
            Value body = call.input().get("body");
            return exchange(call, String.valueOf(call.input().text("method")), body(body, call));
        }

        private static HttpRequest.@Nullable Body body(@Nullable Value body, Call call) {
            if (body == null || body == NullValue.NULL) {
                return null;
            }
            if (!(body instanceof StringValue(String text))) {
                return new HttpRequest.Body.JsonBody(body);
            }
            for (HttpRequest.Pair header : pairs(call.input().get("headers"))) {
                if (header.name().equalsIgnoreCase("content-type")) {
                    return new HttpRequest.Body.TextBody(text, header.value());
                }
            }
            return new HttpRequest.Body.TextBody(text, "text/plain; charset=utf-8");
        }
    }

    private static Value exchange(Call call, String method, HttpRequest.@Nullable Body body)
            throws ConnectorException, InterruptedException {
        HttpRequest request =
                new HttpRequest(
                        method,
                        String.valueOf(call.input().text("path")),
                        pairs(call.input().get("query")),
                        pairs(call.input().get("headers")),
                        body);
        HttpAnswer answer = call.connection().send(request, call);
        if (!answer.isSuccess()) {
            throw call.connection().error(answer);
        }
        return MapValue.builder()
                .put("status", answer.status())
                .put("headers", answer.headers())
                .put("body", answer.body())
                .build();
    }

    private static List<HttpRequest.Pair> pairs(@Nullable Value byName) {
        List<HttpRequest.Pair> pairs = new ArrayList<>();
        if (byName instanceof MapValue(Map<String, Value> entries)) {
            entries.forEach((name, value) -> add(name, value, pairs));
        }
        return pairs;
    }

    private static void add(String name, Value value, List<HttpRequest.Pair> pairs) {
        if (value instanceof ListValue(List<Value> items)) {
            items.forEach(item -> add(name, item, pairs));
        } else if (value != NullValue.NULL) {
            String text =
                    value instanceof StringValue(String plain)
                            ? plain
                            : dev.tocsin.value.Json.write(value);
            pairs.add(new HttpRequest.Pair(name, text));
        }
    }
}
