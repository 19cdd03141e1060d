package dev.tocsin.cli;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.Effect;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.connector.RateLimit;
import dev.tocsin.connector.SignalSource;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.schema.TypeReader;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one connector offers, for people and for programs. */
final class ConnectorPage {

    private final Connector connector;
    private final List<OperationSpec> operations;
    private final boolean alone;

    ConnectorPage(Connector connector) {
        this(connector, specs(connector), false);
    }

    private ConnectorPage(Connector connector, List<OperationSpec> operations, boolean alone) {
        this.connector = connector;
        this.operations = operations;
        this.alone = alone;
    }

    /** The page with this operation alone, and each field of its result. */
    ConnectorPage only(String operation) {
        List<OperationSpec> kept = new ArrayList<>(operations);
        kept.removeIf(each -> !each.name().equals(operation));
        return new ConnectorPage(connector, kept, true);
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
        if (!alone) {
            event("alert", connector.alerts(), text);
            event("incident", connector.incidents(), text);
        }
        for (OperationSpec operation : operations) {
            text.append('\n').append(connector.name()).append('.').append(operation.name());
            text.append(" (").append(operation.effect().word());
            text.append(repeated(operation));
            text.append(operation.job() == null ? ")" : ", starts a job: `await` waits for it)");
            text.append("\n  ").append(operation.summary()).append('\n');
            FieldLines.inputs(operation.input(), text);
            results(operation, text);
            for (RateLimit limit : operation.limits()) {
                text.append("  at most ").append(limit.requests()).append(" in ");
                text.append(Durations.print(limit.per())).append('\n');
            }
            if (!operation.permissions().isEmpty()) {
                text.append("  permissions: ");
                text.append(String.join(", ", operation.permissions())).append('\n');
            }
        }
        return text.toString();
    }

    /** What becomes of a change whose answer was lost. */
    private static String repeated(OperationSpec operation) {
        if (operation.effect().compareTo(Effect.READ) <= 0) {
            return "";
        }
        return switch (operation.idempotency()) {
            case YES -> ", may be repeated";
            case KEYED -> ", repeated with its key";
            case CHECK -> ", looked up before it is repeated";
            case NO -> ", never repeated unasked";
        };
    }

    private void event(String kind, @Nullable SignalSource signals, StringBuilder text) {
        if (signals != null) {
            text.append("\non ").append(kind).append(" { source: ").append(connector.name());
            text.append(" }, `event` has\n");
            FieldLines.results(signals.event(), text);
        }
    }

    private void results(OperationSpec operation, StringBuilder text) {
        if (!(TypeReader.read(operation.output()) instanceof Type.Obj object)
                || object.fields().isEmpty()) {
            return;
        }
        if (alone) {
            text.append("  result:\n");
            FieldLines.results(operation.output(), text);
        } else {
            text.append("  result: ").append(TypeNames.of(object)).append('\n');
        }
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
}
