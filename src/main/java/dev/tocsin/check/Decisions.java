package dev.tocsin.check;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * The answers that had to be given for a step to be reached: a chain, each requirement before the
 * next. Null stands for none.
 *
 * @param question the id of the {@code ask}
 * @param choices those of which one was chosen; null where the form was asked instead
 */
record Decisions(String question, @Nullable Set<String> choices, @Nullable Decisions before) {

    /** Both chains one behind the other. */
    static @Nullable Decisions both(@Nullable Decisions first, @Nullable Decisions second) {
        Decisions all = first;
        for (Decisions each = second; each != null; each = each.before) {
            all = new Decisions(each.question, each.choices, all);
        }
        return all;
    }
}
