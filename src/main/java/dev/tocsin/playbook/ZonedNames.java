package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.TimeZones;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.TreeSet;

/** Reads time zones. */
record ZonedNames(Slots slots) {

    /** Null where the key is missing or there is no such zone. */
    @Nullable ZoneId zone(MapNode map, String key) {
        if (!(map.get(key) instanceof ScalarNode scalar) || scalar.text().isEmpty()) {
            return null;
        }
        try {
            return ZoneId.of(scalar.text());
        } catch (DateTimeException _) {
            String windows = TimeZones.iana(scalar.text());
            Note similar =
                    windows == null
                            ? Suggestion.note(
                                    scalar.text(), new TreeSet<>(ZoneId.getAvailableZoneIds()))
                            : Note.help("that is a name of Windows; write `" + windows + "`");
            slots.report(
                    Code.UNKNOWN_TIME_ZONE,
                    scalar.span(),
                    "unknown time zone `" + scalar.text() + "`",
                    similar == null
                            ? Note.help("write an IANA name such as `Europe/Berlin` or `UTC`")
                            : similar);
            return null;
        }
    }
}
