package dev.tocsin.lab;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One HTTP request as a stand-in sees it.
 *
 * @param method in upper case
 * @param path the raw path below the stand-in's prefix, {@code /alerts/da1}
 * @param query decoded, in order; the last value of a repeated name
 * @param headers names in lower case
 * @param body as sent; empty where there is none
 * @param variables what the route's {@code {names}} stood for, decoded
 */
record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        List<String> variables) {

    Request withVariables(List<String> values) {
        return new Request(method, path, query, headers, body, values);
    }

    /** The route's first variable. */
    String id() {
        return variables.getFirst();
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as a JSON object, or null where it is something else. */
    @Nullable MapValue json() {
        try {
            return Json.parse(body) instanceof MapValue map ? map : null;
        } catch (JsonException _) {
            return null;
        }
    }
}
