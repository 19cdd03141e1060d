package dev.tocsin.lab;

import dev.tocsin.value.Json;
import dev.tocsin.value.Value;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param headers besides the content length
 * @param body empty where the service sends none
 */
record Answer(int status, Map<String, String> headers, String body) {

    static Answer json(int status, Value body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.write(body));
    }

    /** Indented, for people. */
    static Answer pretty(int status, Value body) {
        return new Answer(
                status, Map.of("Content-Type", "application/json"), Json.writePretty(body) + "\n");
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
