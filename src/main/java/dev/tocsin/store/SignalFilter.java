package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Which signals a list shows; null stands for any. */
public record SignalFilter(
        @Nullable String source,
        @Nullable String kind,
        @Nullable String id,
        @Nullable SignalState state,
        @Nullable Instant from) {

    /** All of them. */
    public static final SignalFilter ALL = new SignalFilter(null, null, null, null, null);
}
