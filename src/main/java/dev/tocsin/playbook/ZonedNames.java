package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.TreeSet;

/** Reads time zones and cron expressions. */
record ZonedNames(Slots slots) {

    private static final int CRON_FIELDS = 5;

    /** Null where the key is missing or there is no such zone. */
    @Nullable ZoneId zone(MapNode map, String key) {
        if (!(map.get(key) instanceof ScalarNode scalar) || scalar.text().isEmpty()) {
            return null;
        }
        try {
            return ZoneId.of(scalar.text());
        } catch (DateTimeException _) {
            Note similar =
                    Suggestion.note(scalar.text(), new TreeSet<>(ZoneId.getAvailableZoneIds()));
            slots.report(
                    Code.INVALID_VALUE,
                    scalar.span(),
                    "unknown time zone `" + scalar.text() + "`",
                    similar == null
                            ? Note.help("write an IANA name such as `Europe/Berlin` or `UTC`")
                            : similar);
            return null;
        }
    }

    /** The text of a cron expression; its meaning is looked at where schedules fire. */
    @Nullable Name cron(MapNode map) {
        Name cron = Slots.text(map, "cron");
        if (cron != null && !isCron(cron.text())) {
            slots.report(
                    Code.INVALID_VALUE,
                    cron.span(),
                    "`" + cron.text() + "` is no cron expression",
                    Note.fact(
                            "five fields: minute, hour, day of month, month, day of week; each of"
                                    + " `0-9 * , - /` or names such as `MON`"),
                    Note.help("write `30 6 * * MON-FRI` for 6:30 on working days"));
        }
        return cron;
    }

    private static boolean isCron(String text) {
        int fields = 0;
        boolean inField = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                inField = false;
            } else if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || "*,-/".indexOf(c) >= 0) {
                fields += inField ? 0 : 1;
                inField = true;
            } else {
                return false;
            }
        }
        return fields == CRON_FIELDS;
    }
}
