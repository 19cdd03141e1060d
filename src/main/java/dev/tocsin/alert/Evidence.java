package dev.tocsin.alert;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The evidence of an alert, or of all alerts of an incident, sorted by kind, each thing once. */
final class Evidence {

    private final Map<String, DistinctEvidence> byKind = new HashMap<>();

    private Evidence() {}

    /** Of one alert. */
    static Evidence of(MapValue alert) {
        Evidence evidence = new Evidence();
        evidence.add(alert);
        return evidence;
    }

    /** Of several. */
    static Evidence ofAll(List<Value> alerts) {
        Evidence evidence = new Evidence();
        for (Value alert : alerts) {
            if (alert instanceof MapValue map) {
                evidence.add(map);
            }
        }
        return evidence;
    }

    private void add(MapValue alert) {
        if (alert.get("evidence") instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof MapValue map && map.text("kind") instanceof String kind) {
                    byKind.computeIfAbsent(kind, DistinctEvidence::new).add(map);
                }
            }
        }
    }

    /** The list that an alert has under this name; null where it is no list of one kind. */
    @Nullable ListValue list(String name) {
        String kind =
                switch (name) {
                    case "devices" -> "device";
                    case "users" -> "user";
                    case "ips" -> "ip";
                    case "urls" -> "url";
                    case "files" -> "file";
                    case "processes" -> "process";
                    case "mailboxes" -> "mailbox";
                    case "messages" -> "message";
                    default -> null;
                };
        if (kind == null) {
            return null;
        }
        DistinctEvidence found = byKind.get(kind);
        return found == null ? ListValue.EMPTY : new ListValue(new ArrayList<>(found.items()));
    }
}
