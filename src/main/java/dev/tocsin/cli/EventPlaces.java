package dev.tocsin.cli;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/** Where in a JSON text a path leads, well enough to point at it. */
final class EventPlaces {

    private EventPlaces() {}

    /**
     * The last key of {@code path} where the text has it, else the start of the text.
     *
     * @param path {@code alert.severity}
     */
    static Span of(SourceText source, String path) {
        int from = 0;
        Span found = Span.at(0);
        for (String part : path.split("\\.")) {
            int bracket = part.indexOf('[');
            String key = "\"" + (bracket < 0 ? part : part.substring(0, bracket)) + "\"";
            int at = source.text().indexOf(key, from);
            if (at < 0) {
                return found;
            }
            found = new Span(at, at + key.length());
            from = at + key.length();
        }
        return found;
    }
}
