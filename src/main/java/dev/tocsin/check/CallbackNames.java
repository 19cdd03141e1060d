package dev.tocsin.check;

import dev.tocsin.expression.Environment;
import dev.tocsin.playbook.ForEachStep;
import dev.tocsin.playbook.Name;
import dev.tocsin.playbook.RepeatStep;
import dev.tocsin.playbook.Step;
import dev.tocsin.playbook.WaitForStep;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which {@code waitFor: callback} steps a place can name. They can be named before they are
 * reached, unlike results: a URL is given away first and waited for later. Each iteration of a loop
 * has URLs of its own, so a step in a loop can be named only inside that loop.
 *
 * <p>They are kept among the local names, as texts that nobody can write as a name.
 */
final class CallbackNames {

    private static final String START = "callbackUrl(";

    /** Where the innermost loop around a place keeps the positions of all loops around it. */
    private static final String PLACE = START + ")";

    private CallbackNames() {}

    static String nameOf(String id) {
        return START + id + ")";
    }

    static boolean isHidden(String name) {
        return name.startsWith(START);
    }

    /** The id of a step that is kept under this name; null for every other name. */
    static @Nullable String idOf(String name) {
        return name.startsWith(START) && !name.equals(PLACE)
                ? name.substring(START.length(), name.length() - 1)
                : null;
    }

    /** Whether some step waits for a callback here, in loops too. */
    static boolean anyIn(List<Step> steps) {
        for (Step step : steps) {
            if (isCallback(step)) {
                return true;
            }
            for (List<Step> inner : InnerSteps.of(step)) {
                if (anyIn(inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the loops around a place keep their positions, or null outside of loops. */
    static Environment.@Nullable Variable place(LexicalEnvironment names) {
        return names.lookup(PLACE) instanceof Environment.Variable place ? place : null;
    }

    /** With the steps that can be named in a loop whose positions are kept in {@code slot}. */
    static LexicalEnvironment inLoop(LexicalEnvironment names, List<Step> body, int slot) {
        return with(names.with(PLACE, Type.STRING, slot), body, slot);
    }

    /** With the steps that can be named outside of loops. */
    static LexicalEnvironment outside(LexicalEnvironment names, List<Step> steps) {
        return with(names, steps, -1);
    }

    private static LexicalEnvironment with(LexicalEnvironment names, List<Step> steps, int slot) {
        LexicalEnvironment all = names;
        for (Step step : steps) {
            Name id = step.head().id();
            if (id != null && isCallback(step)) {
                all = all.with(nameOf(id.text()), Type.STRING, slot);
            }
            boolean loop = step instanceof ForEachStep || step instanceof RepeatStep;
            if (!loop) {
                for (List<Step> inner : InnerSteps.of(step)) {
                    all = with(all, inner, slot);
                }
            }
        }
        return all;
    }

    private static boolean isCallback(Step step) {
        return step instanceof WaitForStep waiting
                && waiting.source() instanceof WaitForStep.Callback;
    }
}
