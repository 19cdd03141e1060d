package dev.tocsin.lab;

import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Something that a service does wrong on demand.
 *
 * @param service name of the connector ({@code graph}), or {@code login} for the token endpoint
 * @param path only requests whose path below the service's base starts so; null means all
 * @param kind what happens
 * @param times to how many requests, at least 1; {@link #ALWAYS} for no end
 * @param probability that it happens to a request, above 0 and up to 1
 */
public record Fault(
        String service, @Nullable String path, Kind kind, int times, double probability) {

    /** It never ends by itself. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    /** What happens to the answer. */
    public sealed interface Kind {}

    /** Another answer, or none; the request changes nothing. */
    public sealed interface Refusing extends Kind {}

    /** The answer of the service, spoilt on its way: the service did what it was asked to. */
    public sealed interface Spoiling extends Kind {}

    /**
     * The service's documented error body.
     *
     * @param status 400 to 599
     * @param retryAfter the header as sent, seconds or a date; null for none
     */
    public record Status(int status, @Nullable String retryAfter) implements Refusing {}

    /** 200 with a body that stops in the middle of the JSON. */
    public record Malformed() implements Refusing {}

    /** 302 to another origin. */
    public record Redirect(String location) implements Refusing {}

    /** The connection ends without an answer. */
    public record Close() implements Refusing {}

    /** No answer until the lab is stopped. */
    public record Hang() implements Refusing {}

    /** 200 with 10 MB of JSON, more than any client here takes. */
    public record Large() implements Refusing {}

    /** The connection ends in the middle of the body. */
    public record Truncated() implements Spoiling {}

    /** The body comes byte by byte, five in a second. */
    public record Drip() implements Spoiling {}

    /** The body is said to be HTML. */
    public record WrongContentType() implements Spoiling {}

    /** A request for a fault is wrong; the message says where. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient @Nullable String help;

        InvalidException(String message, @Nullable String help) {
            super(message, null, false, false);
            this.help = help;
        }

        /** What is wrong, on one line. */
        public String text() {
            return String.valueOf(getMessage());
        }

        /** What to write instead, or null. */
        public @Nullable String help() {
            return help;
        }
    }

    public Fault {
        if (times < 1 || !(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("a fault can happen, and at least once");
        }
    }

    /** The next request to a service fails with a status. */
    public static Fault status(String service, int status) {
        return of(service, new Status(status, null));
    }

    /** This happens to the next request to a service. */
    public static Fault of(String service, Kind kind) {
        return new Fault(service, null, kind, 1, 1);
    }

    public Fault at(String newPath) {
        return new Fault(service, newPath, kind, times, probability);
    }

    public Fault times(int newTimes) {
        return new Fault(service, path, kind, newTimes, probability);
    }

    public Fault withProbability(double newProbability) {
        return new Fault(service, path, kind, times, newProbability);
    }

    /** The same after it has happened, or null where that was the last time. */
    @Nullable Fault next() {
        return times == 1 ? null : times == ALWAYS ? this : times(times - 1);
    }

    /** Whether it is for such a request. */
    boolean fits(String asked, String askedPath) {
        return service.equals(asked) && (path == null || askedPath.startsWith(path));
    }

    /**
     * Reads {@code service[/path]:status or word[:probability][:times=N][:retryAfter=SECONDS]}; it
     * has no end unless {@code times} says so.
     */
    public static Fault parse(String text) throws InvalidException {
        return FaultReader.text(text);
    }

    /**
     * The fault itself, if its service is one of these.
     *
     * @throws InvalidException if it is not; names those there are
     */
    public Fault among(List<String> services) throws InvalidException {
        if (services.contains(service)) {
            return this;
        }
        String near = Suggestion.closest(service, services);
        throw new InvalidException(
                "the lab has no service `" + service + "`",
                near == null
                        ? "the services are `" + String.join("`, `", services) + "`"
                        : "did you mean `" + near + "`?");
    }

    /** Reads the body of {@code POST /lab/faults}; it happens once unless {@code times} says so. */
    static Fault from(MapValue body) throws InvalidException {
        return FaultReader.json(body);
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
            case Redirect(String location) ->
                    out.put("answer", "redirect").put("location", location);
            case Malformed _, Close _, Hang _, Large _, Truncated _, Drip _, WrongContentType _ ->
                    out.put("answer", FaultReader.word(kind));
        }
        if (probability < 1) {
            out.put("probability", new DoubleValue(probability));
        }
        return times == ALWAYS
                ? out.put("times", "always").build()
                : out.put("times", times).build();
    }
}
