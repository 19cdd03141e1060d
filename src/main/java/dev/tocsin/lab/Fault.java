package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Something that a service does wrong on demand.
 *
 * @param service name of the connector ({@code graph}), or {@code login} for the token endpoint
 * @param path only requests whose path below the service's base starts so; null means all
 * @param kind what happens
 * @param times to how many requests, at least 1
 */
public record Fault(String service, @Nullable String path, Kind kind, int times) {

    /** What happens instead of the answer. The request changes nothing in any case. */
    public sealed interface Kind {}

    /**
     * The service's documented error body.
     *
     * @param status 400 to 599
     * @param retryAfter the header as sent, seconds or a date; null for none
     */
    public record Status(int status, @Nullable String retryAfter) implements Kind {}

    /** 200 with a body that stops in the middle of the JSON. */
    public record Malformed() implements Kind {}

    /** 302 to another origin. */
    public record Redirect(String location) implements Kind {}

    /** The connection ends without an answer. */
    public record Close() implements Kind {}

    /** No answer until the lab is stopped. */
    public record Hang() implements Kind {}

    /** A request for a fault is wrong; the message says where. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidException(String message) {
            super(message, null, false, false);
        }
    }

    public Fault {
        if (times < 1) {
            throw new IllegalArgumentException("a fault happens at least once");
        }
    }

    /** The next request to a service fails with a status. */
    public static Fault status(String service, int status) {
        return new Fault(service, null, new Status(status, null), 1);
    }

    public static Fault of(String service, Kind kind) {
        return new Fault(service, null, kind, 1);
    }

    public Fault at(String newPath) {
        return new Fault(service, newPath, kind, times);
    }

    public Fault times(int newTimes) {
        return new Fault(service, path, kind, newTimes);
    }

    /** Reads the body of {@code POST /lab/faults}. */
    static Fault from(MapValue body) throws InvalidException {
        String service = body.text("service");
        if (service == null) {
            throw new InvalidException("`service` is missing");
        }
        for (Map.Entry<String, Value> field : body.entries().entrySet()) {
            switch (field.getKey()) {
                case "service", "path", "status", "times", "retryAfter", "answer", "location" -> {}
                default -> throw new InvalidException("unknown key `" + field.getKey() + "`");
            }
        }
        int times = body.get("times") instanceof IntValue(long n) ? Math.clamp(n, 1, 10_000) : 1;
        return new Fault(service, body.text("path"), kind(body), times);
    }

    private static Kind kind(MapValue body) throws InvalidException {
        String answer = body.text("answer");
        if (answer == null) {
            if (body.get("status") instanceof IntValue(long status)
                    && status >= 400
                    && status <= 599) {
                return new Status((int) status, retryAfter(body));
            }
            throw new InvalidException("`status` from 400 to 599, or `answer`, is needed");
        }
        return switch (answer) {
            case "malformed" -> new Malformed();
            case "redirect" -> {
                String location = body.text("location");
                yield new Redirect(location == null ? "https://elsewhere.example/" : location);
            }
            case "close" -> new Close();
            case "hang" -> new Hang();
            default ->
                    throw new InvalidException(
                            "`answer` is `malformed`, `redirect`, `close` or `hang`");
        };
    }

    private static @Nullable String retryAfter(MapValue body) {
        return switch (body.get("retryAfter")) {
            case IntValue(long seconds) -> Long.toString(seconds);
            case StringValue(String text) -> text;
            case null, default -> null;
        };
    }

    MapValue toValue() {
        MapValue.Builder out = MapValue.builder().put("service", service);
        if (path != null) {
            out.put("path", path);
        }
        switch (kind) {
            case Status(int status, String retryAfter) -> {
                out.put("status", status);
                if (retryAfter != null) {
                    out.put("retryAfter", retryAfter);
                }
            }
            case Malformed _ -> out.put("answer", "malformed");
            case Redirect(String location) ->
                    out.put("answer", "redirect").put("location", location);
            case Close _ -> out.put("answer", "close");
            case Hang _ -> out.put("answer", "hang");
        }
        return out.put("times", times).build();
    }
}
