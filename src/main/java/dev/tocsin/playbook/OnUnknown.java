package dev.tocsin.playbook;

import org.jspecify.annotations.Nullable;

/**
 * {@code onUnknown}: what an action does whose change was sent and whose answer was lost, where
 * nothing can tell whether it was done.
 */
public enum OnUnknown {
    /** It is sent again, with the same key, as often as {@code retry} allows. */
    REPEAT("repeat"),
    /** The run goes on, as with {@code onError: {outcomeUnknown: continue}}. */
    CONTINUE("continue");

    private final String word;

    OnUnknown(String word) {
        this.word = word;
    }

    /** As written in a playbook. */
    public String word() {
        return word;
    }

    /** The one of this word, or null. */
    static @Nullable OnUnknown of(@Nullable Name word) {
        for (OnUnknown each : values()) {
            if (word != null && each.word.equals(word.text())) {
                return each;
            }
        }
        return null;
    }
}
