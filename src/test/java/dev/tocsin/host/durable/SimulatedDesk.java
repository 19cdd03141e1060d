package dev.tocsin.host.durable;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.Operation;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.host.Performer;
import dev.tocsin.program.ActionNode;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The desk of the golden runs, with a memory of what it did. What it answers follows from a seed
 * and the key alone, not from when and how often it is asked; so what a run comes to does not
 * depend on who crashed meanwhile. It holds its callers to their promises.
 */
final class SimulatedDesk implements Performer {

    /** Sees what is sent. */
    interface Sight {

        /** Throws where a change must not be sent now. */
        void sent(String operation, String key);
    }

    private final long seed;
    private final Sight sight;
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    SimulatedDesk(long seed, Sight sight) {
        this.seed = seed;
        this.sight = sight;
    }

    @Override
    public Value perform(
            ActionNode node, Operation operation, MapValue input, String key, Duration limit)
            throws ConnectorException {
        OperationSpec spec = operation.spec();
        String what = spec.name() + " " + key;
        int call = calls.merge(what, 1, Integer::sum);
        return switch (spec.name()) {
            case "read" -> {
                if (dice(what, 8) == 0) {
                    throw ConnectorException.of(ErrorKind.NOT_FOUND, "there is none");
                }
                yield map("name", "x");
            }
            case "look" -> map("status", call > dice(what, 3) ? "Succeeded" : "Pending");
            case "find" ->
                    MapValue.of("tickets", list(wasDone("open", key), MapValue.of("id", id())));
            case "scans" -> MapValue.of("jobs", list(wasDone("scan", key), new StringValue("j")));
            default -> change(spec, key, what, call);
        };
    }

    private Value change(OperationSpec spec, String key, String what, int call)
            throws ConnectorException {
        try {
            sight.sent(spec.name(), key);
        } catch (AssertionError e) {
            // A host takes whatever a service throws for an answer.
            broken.add(String.valueOf(e.getMessage()));
        }
        int dice = dice(what, 12);
        if (dice == 0) {
            throw ConnectorException.of(ErrorKind.INVALID, "not this one").nothingWasDone();
        }
        if (dice == 1 && call == 1) {
            throw ConnectorException.of(ErrorKind.TIMEOUT, "it never arrived");
        }
        int done = effects.merge(what, 1, Integer::sum);
        if (done > 1
                && (spec.idempotency() == Idempotency.NO
                        || spec.idempotency() == Idempotency.CHECK)) {
            broken.add(what + " was done twice");
        }
        if (dice == 2 && call == 1) {
            throw ConnectorException.of(ErrorKind.TIMEOUT, "the answer was lost");
        }
        return resultOf(spec.name());
    }

    /** What an operation answers that was done. */
    static Value resultOf(String operation) {
        return switch (operation) {
            case "put" -> MapValue.builder().put("done", true).build();
            case "isolate", "scan" -> map("job", "j");
            default -> MapValue.of("id", id());
        };
    }

    private static StringValue id() {
        return new StringValue("t");
    }

    private static MapValue map(String key, String value) {
        return MapValue.of(key, new StringValue(value));
    }

    private static ListValue list(boolean holds, Value item) {
        return holds ? new ListValue(List.of(item)) : ListValue.EMPTY;
    }

    private int dice(String what, int sides) {
        return new Random(seed * 31 + what.hashCode()).nextInt(sides);
    }

    boolean wasDone(String operation, String key) {
        return effects.containsKey(operation + " " + key);
    }

    /** What was done, and how often. */
    Map<String, Integer> effects() {
        return effects;
    }

    /** Promises that were not kept. */
    List<String> broken() {
        return broken;
    }
}
