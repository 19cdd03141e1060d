package dev.tocsin.cli;

import dev.tocsin.connector.Connector;
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

/** What one connector offers, for people and for programs. */
final class ConnectorPage {

    private final Connector connector;
    private final List<OperationSpec> operations;

    ConnectorPage(Connector connector) {
        this(connector, specs(connector));
    }

    private ConnectorPage(Connector connector, List<OperationSpec> operations) {
        this.connector = connector;
        this.operations = operations;
    }

    /** The page with this operation alone. */
    ConnectorPage only(String operation) {
        List<OperationSpec> kept = new ArrayList<>(operations);
        kept.removeIf(each -> !each.name().equals(operation));
        return new ConnectorPage(connector, kept);
    }

    List<String> operationNames() {
        List<String> names = new ArrayList<>();
        for (OperationSpec operation : operations) {
            names.add(operation.name());
        }
        return names;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(connector.name()).append(": ").append(connector.summary()).append('\n');
        for (OperationSpec operation : operations) {
            text.append('\n').append(connector.name()).append('.').append(operation.name());
            text.append(" (").append(operation.effect().word());
            text.append(operation.job() == null ? ")" : ", starts a job: `await` waits for it)");
            text.append("\n  ").append(operation.summary()).append('\n');
            inputs(operation, text);
            for (String permission : operation.permissions()) {
                text.append("  needs ").append(permission).append('\n');
            }
        }
        return text.toString();
    }

    Value json() {
        List<Value> list = new ArrayList<>();
        for (OperationSpec operation : operations) {
            Map<String, Value> entry = new LinkedHashMap<>();
            entry.put("name", new StringValue(operation.name()));
            entry.put("summary", new StringValue(operation.summary()));
            entry.put("effect", new StringValue(operation.effect().word()));
            entry.put("idempotency", new StringValue(operation.idempotency().word()));
            entry.put("input", operation.input().json());
            entry.put("output", operation.output().json());
            List<Value> permissions = new ArrayList<>();
            for (String permission : operation.permissions()) {
                permissions.add(new StringValue(permission));
            }
            entry.put("permissions", new ListValue(permissions));
            list.add(new MapValue(entry));
        }
        Map<String, Value> page = new LinkedHashMap<>();
        page.put("name", new StringValue(connector.name()));
        page.put("summary", new StringValue(connector.summary()));
        page.put("operations", new ListValue(list));
        return new MapValue(page);
    }

    private static List<OperationSpec> specs(Connector connector) {
        List<OperationSpec> specs = new ArrayList<>();
        for (Operation operation : connector.operations()) {
            specs.add(operation.spec());
        }
        return specs;
    }

    private static void inputs(OperationSpec operation, StringBuilder text) {
        if (!(operation.input().json().entries().get("properties") instanceof MapValue(var all))) {
            return;
        }
        Value required = operation.input().json().entries().get("required");
        for (Map.Entry<String, Value> input : all.entrySet()) {
            boolean needed =
                    required instanceof ListValue(List<Value> names)
                            && names.contains(new StringValue(input.getKey()));
            text.append("    ").append(input.getKey()).append(needed ? "" : " (optional)");
            if (input.getValue() instanceof MapValue(var schema)
                    && schema.get("description") instanceof StringValue(String description)) {
                text.append(": ").append(description);
            }
            text.append('\n');
        }
    }
}
