package dev.tocsin.service.http;

import dev.tocsin.service.http.RouteDoc.BodyDoc;
import dev.tocsin.service.http.RouteDoc.QueryParameter;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a route takes, and refuses what it does not: parameters, media type, size, shape. */
final class RequestReader {

    private static final int MAX_NUMBER = 18;

    private final ApiShapes shapes;
    private final ServerLimits limits;

    RequestReader(ApiShapes shapes, ServerLimits limits) {
        this.shapes = shapes;
        this.limits = limits;
    }

    /** The parameters of the query. */
    Map<String, String> query(RouteDoc doc, @Nullable String raw) throws ProblemException {
        Map<String, String> given = FormFields.parse(raw == null ? "" : raw);
        List<Fault> faults = new ArrayList<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            QueryParameter parameter = find(doc, entry.getKey());
            if (parameter == null) {
                faults.add(new Fault(entry.getKey(), "there is no such parameter"));
                continue;
            }
            for (Fault fault :
                    shapes.check(typed(entry.getValue(), parameter.schema()), parameter.schema())) {
                faults.add(new Fault(entry.getKey(), fault.detail()));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    new Problem(
                            400,
                            "bad-request",
                            "The request cannot be understood",
                            "a parameter of the query is wrong",
                            faults,
                            Map.of()));
        }
        return given;
    }

    private static @Nullable QueryParameter find(RouteDoc doc, String name) {
        for (QueryParameter parameter : doc.query()) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private static Value typed(String text, MapValue schema) {
        boolean whole =
                "integer".equals(schema.text("type"))
                        && !text.isEmpty()
                        && text.length() <= MAX_NUMBER
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? IntValue.of(Long.parseLong(text)) : new StringValue(text);
    }

    /** Refuses a body of the wrong kind before any of it is read. */
    void checkMediaType(RouteDoc doc, @Nullable String contentType, boolean hasBody)
            throws ProblemException {
        BodyDoc body = doc.body();
        if (body == null || !hasBody) {
            return;
        }
        String given = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        for (String taken : body.mediaTypes()) {
            if (given.equalsIgnoreCase(taken)) {
                return;
            }
        }
        throw Problem.unsupportedMediaType(String.join(" or ", body.mediaTypes())).asException();
    }

    /** The bytes of the body, at most as many as the route takes. */
    byte[] body(RouteDoc doc, ServerRequest request, boolean hasBody) throws ProblemException {
        BodyDoc body = doc.body();
        if (!hasBody) {
            if (body != null && body.required()) {
                throw Problem.badRequest("the body is missing").asException();
            }
            return new byte[0];
        }
        // A route without a body takes an empty one: many clients send `{}` with each POST.
        int max = body == null ? 2 : body.maxBytes();
        // Not closed: that would read on to the end, also of a body that is broken.
        InputStream in = request.content().inputStream();
        try {
            byte[] bytes = in.readNBytes(max + 1);
            if (bytes.length > max) {
                in.skip(Long.MAX_VALUE);
                throw Problem.tooLarge(max).asException();
            }
            return bytes;
        } catch (IOException _) {
            throw Problem.badRequest("the body broke off").asException();
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            // Where the next request would begin, nobody knows.
            throw TransportProblems.problem(status(e), limits)
                    .with("Connection", "close")
                    .asException();
        }
    }

    /** What Helidon found wrong with the framing of a body; a chunk of no number, say. */
    private static int status(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestException request) {
                return request.status().code();
            }
            if (cause instanceof HttpException http) {
                return http.status().code();
            }
        }
        return 400;
    }

    /** Holds a JSON body against the route's schema. */
    void checkShape(RouteDoc doc, Request request) throws ProblemException {
        BodyDoc body = doc.body();
        if (body == null || request.body().length == 0 && !body.required()) {
            return;
        }
        if (body.mediaType().equals("application/json")) {
            refuse(shapes.check(request.json(), body.schema()));
        } else if (body.mediaType().equals("application/x-www-form-urlencoded")) {
            MapValue.Builder fields = MapValue.builder();
            request.form().forEach(fields::put);
            refuse(shapes.check(fields.build(), body.schema()));
        }
    }

    private static void refuse(List<Fault> faults) throws ProblemException {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults.getFirst().detail(), faults).asException();
        }
    }
}
