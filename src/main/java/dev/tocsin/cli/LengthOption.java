package dev.tocsin.cli;

import dev.tocsin.value.Durations;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Options that take a length of time, or a time. */
final class LengthOption {

    private LengthOption() {}

    /** A length such as {@code 90d}, or null where it was not given. */
    static @Nullable Duration length(Arguments arguments, String option) throws CommandFault {
        String text = arguments.value(option);
        if (text == null) {
            return null;
        }
        Duration length = Durations.parse(text);
        if (length == null || length.isZero()) {
            throw CommandFault.usage(
                    "`--" + option + "` takes a length of time, not `" + text + "`",
                    "such as `90d`, `12h` or `30m`");
        }
        return length;
    }

    /** A time, a day (UTC), or so long ago; null where it was not given. */
    static @Nullable Instant since(Arguments arguments, String option, Instant now)
            throws CommandFault {
        String text = arguments.value(option);
        if (text == null) {
            return null;
        }
        Duration ago = Durations.parse(text);
        if (ago != null) {
            return now.minus(ago);
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException _) {
            throw CommandFault.usage(
                    "`--"
                            + option
                            + "` takes a length of time, a day or a time, not `"
                            + text
                            + "`",
                    "such as `24h`, `2026-03-02` or `2026-03-02T08:00:00Z`");
        }
    }

    /** A whole number from 1, or what holds without the option. */
    static int count(Arguments arguments, String option, int otherwise) throws CommandFault {
        String text = arguments.value(option);
        if (text == null) {
            return otherwise;
        }
        try {
            int count = Integer.parseInt(text);
            if (count > 0 && count <= 100_000) {
                return count;
            }
        } catch (NumberFormatException _) {
            // Told below, as for a number that is out of range.
        }
        throw CommandFault.usage(
                "`--" + option + "` takes a number from 1 to 100000, not `" + text + "`", null);
    }
}
