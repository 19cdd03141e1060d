package dev.tocsin.connector;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML as values, by the core schema: for settings, schemas and examples. */
final class YamlValues {

    private YamlValues() {}

    static Value of(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case MapNode map -> map(map);
            case ListNode list -> {
                List<Value> items = new ArrayList<>(list.items().size());
                for (Node item : list.items()) {
                    items.add(of(item));
                }
                yield new ListValue(items);
            }
        };
    }

    static MapValue map(MapNode map) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (MapNode.Entry entry : map.entries()) {
            entries.put(entry.key().text(), of(entry.value()));
        }
        return new MapValue(entries);
    }

    private static Value scalar(ScalarNode scalar) {
        String text = scalar.text();
        if (!scalar.isPlain()) {
            return new StringValue(text);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NullValue.NULL;
            case "true", "True", "TRUE" -> BoolValue.TRUE;
            case "false", "False", "FALSE" -> BoolValue.FALSE;
            default -> number(text);
        };
    }

    private static Value number(String text) {
        char first = text.charAt(0);
        boolean maybe = first >= '0' && first <= '9' || first == '-' || first == '.';
        for (int i = 1; i < text.length() && maybe; i++) {
            maybe = "0123456789.eE+-".indexOf(text.charAt(i)) >= 0;
        }
        if (!maybe) {
            return new StringValue(text);
        }
        try {
            return IntValue.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            try {
                return new DoubleValue(Double.parseDouble(text));
            } catch (NumberFormatException _) {
                return new StringValue(text);
            }
        }
    }
}
