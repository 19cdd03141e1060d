package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.ErrorKind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Reads {@code retry} and {@code onError}, and the error kinds in them and in {@code catch}. */
final class FailureSettings {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_TIMES = 100;

    private final Slots slots;

    FailureSettings(Slots slots) {
        this.slots = slots;
    }

    /** Null where the key is missing or its value is wrong. */
    @Nullable Retry retry(MapNode owner) {
        return switch (owner.get("retry")) {
            case ScalarNode scalar when scalar.text().equals("none") -> new Retry.None();
            case MapNode map -> again(map);
            case null, default -> null;
        };
    }

    private @Nullable Retry again(MapNode map) {
        boolean growing = map.get("backoff") != null;
        Integer times = Slots.whole(map, "times", 1, MOST_TIMES);
        Duration first = slots.duration(map, growing ? "backoff" : "every");
        Duration upTo = slots.duration(map, "upTo");
        MapNode.Entry upToEntry = map.entry("upTo");
        if (upToEntry != null && !growing && map.get("every") != null) {
            slots.report(
                    Code.UNKNOWN_KEY,
                    upToEntry.key().span(),
                    "`upTo` belongs to `backoff`, not to `every`",
                    Note.help("pauses of `every` stay the same; write `backoff` to let them grow"));
        }
        if (times == null || first == null) {
            return null;
        }
        Duration longest = growing ? longest(first, upTo) : first;
        return new Retry.Again(times, first, growing, longest, kinds(map.get("on")));
    }

    private static Duration longest(Duration first, @Nullable Duration upTo) {
        Duration bound = upTo == null ? LONGEST_PAUSE : upTo;
        return bound.compareTo(first) < 0 ? first : bound;
    }

    /** Null where the key is missing or its value is wrong. */
    static @Nullable OnError onError(MapNode owner) {
        return switch (owner.get("onError")) {
            case ScalarNode scalar when scalar.text().equals("continue") ->
                    new OnError(thatCanBeCaught());
            case ScalarNode scalar when scalar.text().equals("fail") -> new OnError(Set.of());
            case MapNode map -> new OnError(thatContinue(map));
            case null, default -> null;
        };
    }

    private static Set<ErrorKind> thatCanBeCaught() {
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            if (kind.canBeCaught()) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static Set<ErrorKind> thatContinue(MapNode map) {
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        for (MapNode.Entry entry : map.entries()) {
            if (entry.value() instanceof ScalarNode answer && answer.text().equals("continue")) {
                add(kinds, entry.key());
            }
        }
        return kinds;
    }

    /** The error kinds of a list; empty where it is missing. */
    static Set<ErrorKind> kinds(@Nullable Node node) {
        Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
        if (node instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof ScalarNode scalar) {
                    add(kinds, scalar);
                }
            }
        }
        return kinds;
    }

    private static void add(Set<ErrorKind> kinds, ScalarNode word) {
        ErrorKind kind = ErrorKind.of(word.text());
        if (kind != null && kind.canBeCaught()) {
            kinds.add(kind);
        }
    }
}
