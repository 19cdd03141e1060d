package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.Durations;

import java.time.Duration;

/**
 * The time between two rounds or looks: {@code 15s}, or doubling: {@code 10s..60s}.
 *
 * @param longest equal to {@code first} where it stays the same
 */
record Pause(Duration first, Duration longest) {

    static final Pause NONE = new Pause(Duration.ZERO, Duration.ZERO);

    /** What stands under {@code every}; the fallback where it is missing or wrong. */
    static Pause read(Slots slots, MapNode map, Pause fallback) {
        if (!(map.get("every") instanceof ScalarNode every)) {
            return fallback;
        }
        String text = every.text();
        int dots = text.indexOf("..");
        Duration first = slots.duration(every, 0, dots < 0 ? text.length() : dots);
        Duration longest = dots < 0 ? first : slots.duration(every, dots + 2, text.length());
        if (first == null || longest == null) {
            return fallback;
        }
        if (longest.compareTo(first) < 0) {
            slots.report(
                    Code.INVALID_DURATION,
                    every.span(),
                    "the pause shrinks from `"
                            + text.substring(0, dots)
                            + "` to `"
                            + text.substring(dots + 2)
                            + "`",
                    Note.help("write the first pause, then the longest: `10s..60s`"));
            return fallback;
        }
        return new Pause(first, longest);
    }

    /** As in the file. */
    @Override
    public String toString() {
        String shown = Durations.print(first);
        return first.equals(longest) ? shown : shown + ".." + Durations.print(longest);
    }
}
