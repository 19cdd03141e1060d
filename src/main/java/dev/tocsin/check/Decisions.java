package dev.tocsin.check;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * The answers that had to be given for a step to be reached. Null stands for none.
 *
 * <p>Of the steps passed one after another a {@link Both} keeps those before as its {@code first},
 * so it may be as deep there as a playbook is long, and is shallow elsewhere.
 */
sealed interface Decisions {

    /**
     * @param question the id of the {@code ask}
     * @param choices those of which one was chosen; null where the form was asked instead
     */
    record Answer(String question, @Nullable Set<String> choices) implements Decisions {}

    record Both(Decisions first, Decisions second) implements Decisions {}

    /** One of them, and nobody knows which. */
    record Either(Decisions first, Decisions second) implements Decisions {}

    static @Nullable Decisions both(@Nullable Decisions first, @Nullable Decisions second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return new Both(first, second);
    }
}
