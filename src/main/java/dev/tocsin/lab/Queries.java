package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** URL-encoded names and values: of a query, or of a form. */
final class Queries {

    private Queries() {}

    /** One name and value, encoded. */
    static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A number of 0 or more; {@code otherwise} where the name is missing or no such number. */
    static int number(Map<String, String> values, String name, int otherwise) {
        String text = values.getOrDefault(name, "");
        boolean digits = !text.isEmpty() && text.length() < 10;
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(text) : otherwise;
    }

    /** Decoded, in order; the last value of a repeated name. Null and empty text give no entry. */
    static Map<String, String> parse(@Nullable String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text == null) {
            return values;
        }
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
