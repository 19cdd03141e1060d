package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Which runs a list shows; null stands for any. */
public record RunFilter(
        @Nullable String playbook,
        @Nullable RunStatus status,
        @Nullable Long signal,
        @Nullable Instant createdFrom) {

    /** All of them. */
    public static final RunFilter ALL = new RunFilter(null, null, null, null);
}
