package dev.tocsin.host.durable;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Operation;
import dev.tocsin.host.Performer;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The desk of the golden runs as a service with a memory: what was done, how often, and by key. */
final class ForgetfulDesk implements Performer {

    /** What came in, in order: operation and key. */
    final List<String> calls = new ArrayList<>();

    private final Map<String, Integer> done = new LinkedHashMap<>();

    /** Operations whose answers are lost, after they were done. */
    final List<String> losing = new ArrayList<>();

    /** Runs inside the next call of an operation, before it answers. */
    final Map<String, Runnable> during = new LinkedHashMap<>();

    @Override
    public Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws ConnectorException {
        String name = operation.spec().name();
        calls.add(name + " " + key);
        Runnable inside = during.remove(name);
        if (inside != null) {
            inside.run();
        }
        Value answer = answer(name, key);
        if (losing.remove(name)) {
            throw ConnectorException.of(ErrorKind.TIMEOUT, "no answer came");
        }
        return answer;
    }

    private Value answer(String name, String key) {
        return switch (name) {
            case "read" -> MapValue.builder().put("name", "Anna").put("ready", true).build();
            case "find" ->
                    MapValue.of(
                            "tickets",
                            done.containsKey("open " + key)
                                    ? new ListValue(
                                            List.of(MapValue.builder().put("id", "t").build()))
                                    : ListValue.EMPTY);
            case "put" -> effect(name, key, "done", "");
            case "isolate" -> effect(name, key, "job", "j");
            case "look" -> MapValue.builder().put("status", "Succeeded").build();
            default -> effect(name, key, "id", "t");
        };
    }

    private Value effect(String name, String key, String field, String value) {
        done.merge(name + " " + key, 1, Integer::sum);
        return field.equals("done")
                ? MapValue.builder().put(field, true).build()
                : MapValue.builder().put(field, value).build();
    }

    /** How often an operation was done, by whatever key. */
    int count(String operation) {
        int count = 0;
        for (Map.Entry<String, Integer> each : done.entrySet()) {
            count += each.getKey().startsWith(operation + " ") ? each.getValue() : 0;
        }
        return count;
    }

    /** How often each thing was done that leaves a trace. */
    Map<String, Integer> done() {
        return done;
    }
}
