package dev.tocsin.playbook;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** How a question reaches people. */
public enum Channel {
    MAIL,
    TEAMS,
    PAGE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As in playbooks and records. */
    public String word() {
        return word;
    }

    /** The channel of this word, or null. */
    public static @Nullable Channel of(String word) {
        for (Channel channel : values()) {
            if (channel.word.equals(word)) {
                return channel;
            }
        }
        return null;
    }
}
