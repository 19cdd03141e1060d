package dev.tocsin.interpreter;

import dev.tocsin.connector.Idempotency;
import dev.tocsin.connector.OperationSpec;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * The desk as it loses answers, after it has done what it was asked or before, and shows late what
 * it has done. It holds the core to never doing a change twice unless told that it was not done.
 */
final class ForgetfulService {

    /** What is behind one idempotency key: one step. */
    private static final class Change {
        private int effects;
        private boolean everLost;
        private boolean lost;
        private int notSeen;
        private boolean seen;
    }

    private final Random random;
    private final Map<String, Change> changes = new HashMap<>();
    private int losses;

    ForgetfulService(Random random) {
        this.random = random;
    }

    private static boolean isChange(OperationSpec spec) {
        return spec.idempotency() == Idempotency.CHECK;
    }

    private static boolean isLook(OperationSpec spec) {
        return spec.name().equals("find") || spec.name().equals("scans");
    }

    /** An attempt goes out. */
    void asked(Command.Perform command) {
        OperationSpec spec = command.operation().spec();
        if (!isChange(spec)) {
            return;
        }
        Change change = of(command);
        check(!change.seen, "what was seen to be done is not sent again");
        check(!change.everLost || change.notSeen >= 1, "before a repeat there is a look");
        check(!change.lost || change.notSeen >= 2, "a look right after the loss is not enough");
        change.lost = false;
        change.notSeen = 0;
    }

    private Change of(Command.Perform command) {
        return changes.computeIfAbsent(command.idempotencyKey(), _ -> new Change());
    }

    /** What becomes of an attempt; null where another part of the desk is asked. */
    @Nullable Event answer(long attempt, Command.Perform command, Instant now) {
        OperationSpec spec = command.operation().spec();
        if (isLook(spec)) {
            return look(attempt, of(command), spec.name().equals("find"), now);
        }
        return isChange(spec) ? change(attempt, of(command), spec, now) : null;
    }

    private Event look(long attempt, Change change, boolean tickets, Instant now) {
        int dice = random.nextInt(10);
        if (dice == 0) {
            return failed(attempt, ErrorKind.FORBIDDEN, now);
        }
        if (dice < 3) {
            return failed(attempt, ErrorKind.UNAVAILABLE, now);
        }
        boolean shown = change.effects > 0 && dice < 7;
        change.seen = shown;
        change.notSeen += shown ? 0 : 1;
        String found = tickets ? "{\"tickets\": [{\"id\": \"t\"}]}" : "{\"jobs\": [\"j\"]}";
        String none = tickets ? "{\"tickets\": []}" : "{\"jobs\": []}";
        return new Event.Completed(attempt, json(shown ? found : none), now);
    }

    private Event change(long attempt, Change change, OperationSpec spec, Instant now) {
        int dice = random.nextInt(10);
        if (change.effects > 0 && dice < 4) {
            if (change.everLost) {
                // Of the core's own doing, for all that it knows.
                change.lost = true;
            }
            return failed(attempt, ErrorKind.CONFLICT, now);
        }
        if (dice < 6) {
            ErrorKind[] kinds = {
                ErrorKind.OUTCOME_UNKNOWN, ErrorKind.TIMEOUT, ErrorKind.UNAVAILABLE
            };
            change.effects += random.nextInt(2);
            change.lost = true;
            change.everLost = true;
            losses++;
            return failed(attempt, kinds[random.nextInt(kinds.length)], now);
        }
        if (dice < 8) {
            return new Event.Failed(attempt, refusal(), now);
        }
        change.effects++;
        String answer = spec.name().equals("open") ? "{\"id\": \"t\"}" : "{\"job\": \"j\"}";
        return new Event.Completed(attempt, json(answer), now);
    }

    private Failure refusal() {
        ErrorKind[] kinds = {ErrorKind.RATE_LIMITED, ErrorKind.UNAVAILABLE, ErrorKind.INVALID};
        ErrorKind kind = kinds[random.nextInt(kinds.length)];
        return new Failure(kind, kind.word(), 0, MapValue.EMPTY, null, true);
    }

    private static Event failed(long attempt, ErrorKind kind, Instant now) {
        return new Event.Failed(attempt, Failure.of(kind, kind.word()), now);
    }

    /** How many answers were lost. */
    int losses() {
        return losses;
    }

    /** How many changes were made more than once, which late looks must allow. */
    long doneTwice() {
        return changes.values().stream().filter(change -> change.effects > 1).count();
    }

    private static Value json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError("broken: " + promise);
        }
    }
}
