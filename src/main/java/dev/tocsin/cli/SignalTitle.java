package dev.tocsin.cli;

import dev.tocsin.store.SignalRow;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import java.util.List;

/** What a source calls its alert or incident, for a list: read without the source's connector. */
final class SignalTitle {

    /** Defender, Graph and Cloud App Security; then Sentinel, which keeps it further in. */
    private static final List<String> NAMES =
            List.of("title", "displayName", "alertDisplayName", "name");

    private SignalTitle() {}

    /** Empty where none is found. */
    static String of(SignalRow signal) {
        try {
            if (Json.parse(signal.body()) instanceof MapValue body) {
                String title = in(body);
                return title.isEmpty() && body.get("properties") instanceof MapValue inner
                        ? in(inner)
                        : title;
            }
        } catch (JsonException _) {
            // A list does without it.
        }
        return "";
    }

    private static String in(MapValue map) {
        for (String name : NAMES) {
            if (map.text(name) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return "";
    }
}
