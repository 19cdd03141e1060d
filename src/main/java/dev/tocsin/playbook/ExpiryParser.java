package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads {@code expires}: a date, whose whole day still counts, or an instant with its offset. */
record ExpiryParser(Slots slots) {

    private static final int DATE_LENGTH = "2026-01-31".length();

    /** Null where the key is missing or its value is wrong. */
    @Nullable Expiry parse(MapNode map, String key) {
        if (!(map.get(key) instanceof ScalarNode scalar) || !isWritten(scalar.text())) {
            return null;
        }
        try {
            return new Expiry(end(scalar.text()), scalar.text(), scalar.span());
        } catch (DateTimeException _) {
            slots.report(
                    Code.INVALID_VALUE,
                    scalar.span(),
                    "`" + scalar.text() + "` is neither a date nor an instant",
                    Note.help(
                            "write a date such as `2027-03-31`, the last day on which it holds, or"
                                    + " an instant such as `2027-03-31T18:00:00Z`"));
            return null;
        }
    }

    /** Whether it has the form of one; else the schema check has reported it. */
    private static boolean isWritten(String text) {
        boolean written = text.length() >= DATE_LENGTH;
        for (int i = 0; i < DATE_LENGTH && written; i++) {
            char c = text.charAt(i);
            written = i == 4 || i == 7 ? c == '-' : c >= '0' && c <= '9';
        }
        return written && (text.length() == DATE_LENGTH || text.charAt(DATE_LENGTH) == 'T');
    }

    private static Instant end(String text) {
        return text.length() == DATE_LENGTH
                ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
