package dev.tocsin.cli;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of connectors, each operation with its effect. */
final class ConnectorPages {

    private static final int EFFECT_WIDTH = Effect.CONTAIN.word().length();

    private final List<Connector> connectors = new ArrayList<>();

    void add(Connector connector) {
        connectors.add(connector);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Connector connector : connectors) {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(connector.name()).append(": ").append(connector.summary()).append('\n');
            int width = 0;
            for (Operation operation : connector.operations()) {
                width = Math.max(width, operation.spec().name().length());
            }
            for (Operation operation : connector.operations()) {
                OperationSpec spec = operation.spec();
                column(spec.effect().word(), EFFECT_WIDTH, text);
                column(spec.name(), width, text);
                text.append("  ").append(spec.summary()).append('\n');
            }
        }
        return text.toString();
    }

    private static void column(String word, int width, StringBuilder text) {
        text.append("  ").append(word).repeat(' ', width - word.length());
    }

    Value json() {
        List<Value> list = new ArrayList<>();
        for (Connector connector : connectors) {
            List<Value> operations = new ArrayList<>();
            for (Operation operation : connector.operations()) {
                OperationSpec spec = operation.spec();
                Map<String, Value> entry = new LinkedHashMap<>();
                entry.put("name", new StringValue(spec.name()));
                entry.put("effect", new StringValue(spec.effect().word()));
                entry.put("idempotency", new StringValue(spec.idempotency().word()));
                entry.put("summary", new StringValue(spec.summary()));
                operations.add(new MapValue(entry));
            }
            Map<String, Value> entry = new LinkedHashMap<>();
            entry.put("name", new StringValue(connector.name()));
            entry.put("summary", new StringValue(connector.summary()));
            entry.put("operations", new ListValue(operations));
            list.add(new MapValue(entry));
        }
        return new MapValue(Map.of("connectors", new ListValue(list)));
    }
}
