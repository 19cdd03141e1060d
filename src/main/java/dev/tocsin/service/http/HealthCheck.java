package dev.tocsin.service.http;

import java.util.Locale;

/** One thing that readiness looks at: the host of the runs, the last reload. Must be quick. */
@FunctionalInterface
public interface HealthCheck {

    Finding look();

    /** How it is. */
    enum State {
        OK,
        /** Not as it should be; work is taken all the same. */
        WARNING,
        /** No work is taken. */
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found.
     *
     * @param detail for people; anybody may read it, so it holds counts and times, not names out of
     *     files; empty where all is well
     */
    record Finding(String name, State state, String detail) {}
}
