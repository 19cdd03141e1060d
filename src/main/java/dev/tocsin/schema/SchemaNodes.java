package dev.tocsin.schema;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.Map;

/** Schemas as the trees that the validator compiles. */
final class SchemaNodes {

    private SchemaNodes() {}

    static JsonNode of(Value value) {
        return switch (value) {
            case StringValue(String text) -> new PrintableText(text);
            case ListValue list -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
                for (Value item : list.items()) {
                    array.add(of(item));
                }
                yield array;
            }
            case MapValue map -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
                    object.set(entry.getKey(), of(entry.getValue()));
                }
                yield object;
            }
            default -> ValueNodes.of(value);
        };
    }

    /**
     * The validator prints each {@code enum} while it compiles it, for a sentence that we never
     * show; Jackson's own printing would load its whole object mapper for that (400 classes).
     */
    private static final class PrintableText extends StringNode {

        private static final long serialVersionUID = 1;

        private PrintableText(String text) {
            super(text);
        }

        @Override
        public String toString() {
            return '"' + asString() + '"';
        }
    }
}
