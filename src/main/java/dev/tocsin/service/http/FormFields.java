package dev.tocsin.service.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code name=value&name=value} (WHATWG URL, 5.1), of queries and forms alike. */
final class FormFields {

    private static final int MAX_FIELDS = 200;

    private FormFields() {}

    /** The fields of a body. */
    static Map<String, String> parse(byte[] body) throws ProblemException {
        return parse(new String(body, StandardCharsets.UTF_8));
    }

    /** The fields of a text, in order. */
    static Map<String, String> parse(String text) throws ProblemException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("&", MAX_FIELDS + 1)) {
            if (fields.size() == MAX_FIELDS) {
                throw Problem.badRequest("more than " + MAX_FIELDS + " fields").asException();
            }
            int end = part.indexOf('=');
            String name = decoded(end < 0 ? part : part.substring(0, end));
            String value = end < 0 ? "" : decoded(part.substring(end + 1));
            if (fields.put(name, value) != null) {
                // Two readers would take two different ones.
                throw Problem.badRequest("`" + name + "` comes twice").asException();
            }
        }
        return fields;
    }

    private static String decoded(String text) throws ProblemException {
        String decoded = PercentDecoding.decode(text.replace('+', ' '));
        if (decoded == null) {
            throw Problem.badRequest("a field is not encoded as UTF-8 in `%XX`").asException();
        }
        return decoded;
    }
}
