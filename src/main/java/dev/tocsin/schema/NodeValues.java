package dev.tocsin.schema;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML nodes as values, plain scalars by the core schema (YAML 1.2.2 section 10.3). */
public final class NodeValues {

    private NodeValues() {}

    public static Value of(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case ListNode list -> {
                List<Value> items = new ArrayList<>(list.items().size());
                for (Node item : list.items()) {
                    items.add(of(item));
                }
                yield new ListValue(items);
            }
            case MapNode map -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                for (MapNode.Entry entry : map.entries()) {
                    entries.put(entry.key().text(), of(entry.value()));
                }
                yield new MapValue(entries);
            }
        };
    }

    /** A plain scalar may be null, a boolean or a number; all others are strings. */
    public static Value scalar(ScalarNode scalar) {
        return scalar.isPlain()
                ? CoreSchema.resolve(scalar.text())
                : new StringValue(scalar.text());
    }
}
