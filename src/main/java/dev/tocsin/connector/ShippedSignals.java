package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;

import java.util.Map;
import java.util.function.Function;

/** The signals of a connector that ships: event and mapping are read apart, when asked for. */
final class ShippedSignals {

    private static final String EVENT = "event";

    private ShippedSignals() {}

    /**
     * @param keys the text of each key of the section, as {@link ShippedFile} cuts it
     * @throws IllegalStateException later, if the file is broken
     */
    static YamlSignals of(String name, Map<String, String> keys, boolean ofAlerts) {
        StringBuilder rest = new StringBuilder();
        keys.forEach((key, text) -> rest.append(key.equals(EVENT) ? "" : text));
        String event = String.valueOf(keys.get(EVENT));
        return new YamlSignals(
                () -> read(name, event, SignalParser::shippedEvent),
                () ->
                        read(
                                name,
                                rest.toString(),
                                reader -> SignalParser.shippedReading(reader, ofAlerts)));
    }

    private static <T> T read(String name, String text, Function<MapReader, T> part) {
        Diagnostics diagnostics = new Diagnostics();
        Document document = BuiltInConnectors.document(name, text, diagnostics);
        if (document != null && document.root() instanceof MapNode root) {
            T read =
                    part.apply(
                            new MapReader(
                                    root,
                                    root.span(),
                                    Code.INVALID_CONNECTOR,
                                    document.source(),
                                    diagnostics));
            if (!diagnostics.hasErrors()) {
                return read;
            }
        }
        throw BuiltInConnectors.broken(name, diagnostics);
    }
}
