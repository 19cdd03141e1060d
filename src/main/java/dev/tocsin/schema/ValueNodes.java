package dev.tocsin.schema;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Text;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.Map;

/** Our values as the trees that the validator reads; the same mapping as JSON output. */
final class ValueNodes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueNodes() {}

    static JsonNode of(Value value) {
        return switch (value) {
            case NullValue _ -> NODES.nullNode();
            case BoolValue truth -> NODES.booleanNode(truth.value());
            case IntValue number -> NODES.numberNode(number.value());
            case DoubleValue number -> NODES.numberNode(number.value());
            case BigValue number -> NODES.numberNode(number.value());
            case StringValue text -> NODES.stringNode(text.value());
            case BytesValue bytes ->
                    NODES.stringNode(Base64.getEncoder().encodeToString(bytes.bytes()));
            case TimestampValue time -> NODES.stringNode(time.value().toString());
            case DurationValue duration -> NODES.stringNode(Text.of(duration));
            case ListValue list -> {
                ArrayNode array = NODES.arrayNode(list.size());
                for (Value item : list.items()) {
                    array.add(of(item));
                }
                yield array;
            }
            case MapValue map -> {
                ObjectNode object = NODES.objectNode();
                for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
                    object.set(entry.getKey(), of(entry.getValue()));
                }
                yield object;
            }
            case UnknownValue _ -> NODES.stringNode("(unknown)");
            case SecretValue(Value inner) -> of(inner);
        };
    }
}
