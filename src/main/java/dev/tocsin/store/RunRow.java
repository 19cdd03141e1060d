package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A run with the runs that it calls.
 *
 * @param number in order of creation, from 1; 0 until it has been added
 * @param id for people: {@code run-3f9c2a71b604}
 * @param digest of the program it stays on
 * @param trigger id of the trigger in the playbook
 * @param signal number of the signal that started it, or null
 * @param once what no two runs may have in common, or null
 * @param startedBy a principal, or what started it
 * @param beganAt when it left the queue, or null
 * @param reason why it needs attention, failed or was cancelled or skipped, for people; or null
 * @param lane runs of one lane take turns; null where any number may run
 * @param dueAt its earliest timer, or null
 * @param seq number of its last event that changed this row
 */
public record RunRow(
        long number,
        String id,
        String playbook,
        String digest,
        String trigger,
        @Nullable Long signal,
        @Nullable String once,
        String startedBy,
        Instant createdAt,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        RunStatus status,
        @Nullable String reason,
        @Nullable String lane,
        @Nullable Instant dueAt,
        long seq) {

    /** One that waits in its queue and is still to be added. */
    public static RunRow queued(
            String id,
            String playbook,
            String digest,
            String trigger,
            @Nullable Long signal,
            @Nullable String once,
            String startedBy,
            Instant createdAt,
            @Nullable String lane) {
        return new RunRow(
                0,
                id,
                playbook,
                digest,
                trigger,
                signal,
                once,
                startedBy,
                createdAt,
                null,
                null,
                RunStatus.QUEUED,
                null,
                lane,
                null,
                0);
    }
}
