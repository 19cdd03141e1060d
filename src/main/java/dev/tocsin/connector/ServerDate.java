package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** What time it is where an answer comes from (RFC 9110 section 6.6.1). */
final class ServerDate {

    // Servers forgive this much, and an answer takes its time to arrive.
    private static final Duration FORGIVEN = Duration.ofMinutes(1);

    private ServerDate() {}

    /** Null where the answer does not say. */
    static @Nullable Instant of(HttpSender.Incoming incoming) {
        String date = incoming.headers().get("date");
        try {
            return date == null || date.length() > 40
                    ? null
                    : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** That {@code here} is wrong, by how much and which way; empty where it is not known to be. */
    static String difference(HttpSender.Incoming incoming, Instant here) {
        Instant there = of(incoming);
        Duration ahead = there == null ? Duration.ZERO : Duration.between(there, here);
        if (ahead.abs().compareTo(FORGIVEN) < 0) {
            return "";
        }
        long minutes = ahead.abs().toMinutes();
        return "the clock of this machine is "
                + minutes
                + (minutes == 1 ? " minute " : " minutes ")
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " that of the service";
    }
}
