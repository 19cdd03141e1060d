package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.schema.Schema;

import java.util.Map;

/**
 * The signals of a connector that ships: event and mapping are read apart, when asked for.
 *
 * @param name of the connector
 * @param eventText the key {@code event}
 * @param mappingText the other keys
 */
record ShippedSignals(
        String name, String eventText, String mappingText, FileContext context, boolean ofAlerts)
        implements YamlSignals.Content {

    private static final String EVENT = "event";

    /**
     * @param keys the text of each key of the section, as {@link ShippedFile} cuts it
     */
    static YamlSignals of(
            String name, Map<String, String> keys, FileContext context, boolean ofAlerts) {
        StringBuilder mapping = new StringBuilder();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            mapping.append(key.getKey().equals(EVENT) ? "" : key.getValue());
        }
        String event = String.valueOf(keys.get(EVENT));
        return new YamlSignals(
                new ShippedSignals(name, event, mapping.toString(), context, ofAlerts));
    }

    @Override
    public Schema event() {
        return SignalParser.shippedEvent(reader(eventText, new Diagnostics()), context.schemas());
    }

    @Override
    public YamlSignals.Reading reading() {
        Diagnostics diagnostics = new Diagnostics();
        YamlSignals.Reading reading =
                SignalParser.shippedReading(reader(mappingText, diagnostics), context, ofAlerts);
        if (diagnostics.hasErrors()) {
            throw BuiltInConnectors.broken(name, diagnostics);
        }
        return reading;
    }

    private MapReader reader(String text, Diagnostics diagnostics) {
        Document document = BuiltInConnectors.document(name, text, diagnostics);
        if (document == null || !(document.root() instanceof MapNode root)) {
            throw BuiltInConnectors.broken(name, diagnostics);
        }
        return new MapReader(
                root, root.span(), Code.INVALID_CONNECTOR, document.source(), diagnostics);
    }
}
