package dev.tocsin.service.trigger;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again: twice as long each time, from
 * {@code first} to {@code longest}.
 */
public record Pace(Duration first, Duration longest) {

    /** From one second to five minutes. */
    public static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private static final int MOST_DOUBLINGS = 30;

    /**
     * @param failures how many there were in a row, from 1
     */
    public Duration after(int failures) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
