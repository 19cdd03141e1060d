package dev.tocsin.service.http;

import dev.tocsin.service.access.Principal;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request that met what its route needs, read in full.
 *
 * @param principal who asks; {@link Principal#NOBODY} where the route needs nothing
 * @param path the values of the pattern's {@code {name}} segments, decoded; never empty, never
 *     {@code .} or {@code ..}, without {@code /}, {@code \}, {@code ;} and control characters
 * @param query the parameters that the route declares, decoded; others are refused before
 * @param headers by lower-case name, in the order sent
 * @param body at most as many bytes as the route takes; empty without a body
 * @param correlationId under which the log has this request
 * @param peer the address of the other end of the connection, without its port
 */
public record Request(
        Principal principal,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, List<String>> headers,
        byte[] body,
        String correlationId,
        String peer) {

    public Request {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A value of the path. A name that the pattern does not have is a bug of the handler. */
    public String value(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the pattern has no {" + name + "}");
        }
        return value;
    }

    /** A query parameter, or null. */
    public @Nullable String query(String name) {
        return query.get(name);
    }

    /** The first header of that name, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.getFirst();
    }

    /**
     * The body as JSON.
     *
     * @throws ProblemException 400 if it is not JSON
     */
    public Value json() throws ProblemException {
        try {
            return Json.parse(body);
        } catch (JsonException e) {
            throw Problem.badRequest(
                            "the body is not JSON: line %d, column %d: %s"
                                    .formatted(e.line(), e.column(), e.getMessage()))
                    .asException();
        }
    }

    /**
     * The fields of a form ({@code application/x-www-form-urlencoded}).
     *
     * @throws ProblemException 400 if it is not one, or a field comes twice
     */
    public Map<String, String> form() throws ProblemException {
        return FormFields.parse(body);
    }
}
