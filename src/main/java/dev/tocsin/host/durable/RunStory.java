package dev.tocsin.host.durable;

import java.time.Instant;
import java.util.List;

/**
 * What happened in a run, in words, in order.
 *
 * @param status as {@code runs list} says it: {@code waiting}
 * @param reason why it needs attention, failed or was cancelled; empty where there is nothing to
 *     say
 */
public record RunStory(
        String run, String playbook, String status, String reason, List<Line> lines) {

    /**
     * One thing that happened.
     *
     * @param seq the row of the journal that tells of it
     * @param words one sentence, lower case, no full stop; texts of alerts in it are not escaped,
     *     secrets are {@code (secret)}
     */
    public record Line(long seq, Instant at, String words) {}

    public RunStory {
        lines = List.copyOf(lines);
    }
}
