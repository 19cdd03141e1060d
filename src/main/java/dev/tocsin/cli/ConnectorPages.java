package dev.tocsin.cli;

import dev.tocsin.connector.Connector;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of connectors, one line each. */
final class ConnectorPages {

    private final List<Connector> connectors = new ArrayList<>();

    void add(Connector connector) {
        connectors.add(connector);
    }

    String text() {
        int width = 0;
        for (Connector connector : connectors) {
            width = Math.max(width, connector.name().length());
        }
        StringBuilder text = new StringBuilder();
        for (Connector connector : connectors) {
            text.append(connector.name());
            text.repeat(' ', width - connector.name().length() + 2);
            text.append(connector.summary()).append('\n');
        }
        return text.toString();
    }

    Value json() {
        List<Value> list = new ArrayList<>();
        for (Connector connector : connectors) {
            Map<String, Value> entry = new LinkedHashMap<>();
            entry.put("name", new StringValue(connector.name()));
            entry.put("summary", new StringValue(connector.summary()));
            entry.put("operations", IntValue.of(connector.operations().size()));
            list.add(new MapValue(entry));
        }
        return new MapValue(Map.of("connectors", new ListValue(list)));
    }
}
