package dev.tocsin.service.http;

import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong with a request, as RFC 9457 has it: {@code application/problem+json} with {@code
 * type}, {@code title}, {@code status}, {@code detail}, {@code instance} (the correlation id, under
 * which the log has more) and {@code errors}. Says nothing that only our code would know.
 *
 * @param status from 400 to 599
 * @param type the last part of the type's URI, one word of docs/api.md: {@code not-found}
 * @param title the same for each problem of a type
 * @param detail what was wrong this time, and what to do
 * @param errors each thing that is wrong with the body or a parameter; empty for most
 * @param headers sent beside it: {@code Retry-After}, {@code Allow}
 */
public record Problem(
        int status,
        String type,
        String title,
        String detail,
        List<Fault> errors,
        Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** What stands before the type's word; the page explains each. */
    public static final String TYPES = "urn:tocsin:problem:";

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    private static Problem of(int status, String type, String title, String detail) {
        return new Problem(status, type, title, detail, List.of(), Map.of());
    }

    /** 400: the request cannot be read, or a parameter is wrong. */
    public static Problem badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be understood", detail);
    }

    /** 422: the body was read, and is not what the route takes. */
    public static Problem invalid(String detail, List<Fault> errors) {
        return new Problem(422, "invalid", "The request is not valid", detail, errors, Map.of());
    }

    /** 401 with {@code WWW-Authenticate}. */
    public static Problem unauthorized(String detail) {
        return of(401, "unauthorized", "A valid token is needed", detail)
                .with("WWW-Authenticate", "Bearer realm=\"tocsin\"");
    }

    /** 403. */
    public static Problem forbidden(String detail) {
        return of(403, "forbidden", "This is not allowed to you", detail);
    }

    /** 404. */
    public static Problem notFound(String detail) {
        return of(404, "not-found", "There is no such thing", detail);
    }

    /** 405 with {@code Allow}. */
    public static Problem methodNotAllowed(String allow) {
        return of(405, "method-not-allowed", "Not with this method", "this takes " + allow)
                .with("Allow", allow);
    }

    /** 409: it is not in a state for that. */
    public static Problem conflict(String detail) {
        return of(409, "conflict", "It is not in a state for that", detail);
    }

    /** 410: it was, and is over. */
    public static Problem gone(String detail) {
        return of(410, "gone", "It is over", detail);
    }

    /** 413. */
    public static Problem tooLarge(long maxBytes) {
        return of(
                413,
                "too-large",
                "The body is too large",
                "at most " + maxBytes + " bytes are taken here");
    }

    /** 415. */
    public static Problem unsupportedMediaType(String taken) {
        return of(
                415,
                "unsupported-media-type",
                "Not in this format",
                "this takes " + taken + "; say so in `Content-Type`");
    }

    /** 429 with {@code Retry-After}. */
    public static Problem tooMany(String detail, Duration after) {
        return of(429, "too-many-requests", "Too many requests", detail).retryAfter(after);
    }

    /** 500: our fault. */
    public static Problem internal() {
        return of(
                500,
                "internal",
                "The service is at fault",
                "the log has more under the id of this answer");
    }

    /** 503 with {@code Retry-After}. */
    public static Problem unavailable(String detail, Duration after) {
        return of(503, "unavailable", "Not now", detail).retryAfter(after);
    }

    /** The same with one more header. */
    public Problem with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Problem(status, type, title, detail, errors, all);
    }

    private Problem retryAfter(Duration after) {
        return with("Retry-After", String.valueOf(Math.max(1, after.toSeconds())));
    }

    /** To be thrown by a handler. */
    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** The body, for the answer that has this correlation id. */
    MapValue asValue(String correlationId) {
        MapValue.Builder value =
                MapValue.builder()
                        .put("type", TYPES + type)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .put("instance", "urn:tocsin:request:" + correlationId);
        if (!errors.isEmpty()) {
            List<Value> faults = new ArrayList<>();
            errors.forEach(fault -> faults.add(fault.asValue()));
            value.put("errors", new ListValue(faults));
        }
        return value.build();
    }

    byte[] asBytes(String correlationId) {
        return Json.write(asValue(correlationId)).getBytes(StandardCharsets.UTF_8);
    }
}
