package dev.tocsin.store;

/** Where a run stands. */
public enum RunStatus {
    QUEUED("queued", false),
    RUNNING("running", false),
    WAITING("waiting", false),
    NEEDS_ATTENTION("needsAttention", false),
    SUCCEEDED("succeeded", true),
    FAILED("failed", true),
    CANCELLED("cancelled", true),
    SKIPPED("skipped", true);

    private final String text;
    private final boolean ended;

    RunStatus(String text, boolean ended) {
        this.text = text;
        this.ended = ended;
    }

    /** As it is written: {@code needsAttention}. */
    public String text() {
        return text;
    }

    /** Nothing happens to such a run any more. */
    public boolean hasEnded() {
        return ended;
    }

    /** The opposite of {@link #text}; null for a word that is none of these. */
    public static @org.jspecify.annotations.Nullable RunStatus of(String text) {
        for (RunStatus status : values()) {
            if (status.text.equals(text)) {
                return status;
            }
        }
        return null;
    }
}
