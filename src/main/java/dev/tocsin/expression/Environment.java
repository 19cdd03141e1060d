package dev.tocsin.expression;

import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;

/**
 * The names an expression may use at its place in the playbook, with their types and slots. The
 * type checker and the compiler ask the same environment, so they cannot disagree.
 */
public interface Environment {

    /** What a root name stands for, or null where it is not in scope. */
    @Nullable Binding lookup(String name);

    /** The root names in scope, for suggestions. */
    Collection<String> names();

    /**
     * The step with this id, for {@code succeeded("id")} and its kin, or null where no step of that
     * id can be seen from here.
     */
    @Nullable StepBinding step(String id);

    /** The ids that {@link #step} knows, for suggestions. */
    Collection<String> stepIds();

    /** What is known at this place of the values that the names stand for. */
    default Facts facts() {
        return Facts.NONE;
    }

    /**
     * Where the loops around the {@code waitFor: callback} of this id keep their positions, for
     * {@code callbackUrl("id")}: a slot of -1 outside of loops. Null where no such step can be
     * named from here.
     */
    default @Nullable Variable callback(String id) {
        return null;
    }

    /** The ids that {@link #callback} knows, for suggestions. */
    default Collection<String> callbackIds() {
        return java.util.List.of();
    }

    /** The type of a root name where this is known; what is known of its own value stays aside. */
    default Type typeOf(String name, Variable variable, Facts known) {
        return variable.type();
    }

    /** Whether a value that can be seen from here may be, or hold, a secret. */
    default boolean mayHoldSecrets() {
        return false;
    }

    /** What a root name stands for. */
    sealed interface Binding {}

    /**
     * A value in a slot.
     *
     * @param depth how many scopes up from the expression's own
     * @param slot index in that scope
     */
    record Variable(Type type, int depth, int slot) implements Binding {}

    /**
     * A name that only groups others ({@code steps}, {@code vars}): not a value of its own.
     *
     * @param members by name; each has a slot of its own
     */
    record Namespace(Map<String, Variable> members) implements Binding {}

    /**
     * What is kept about a step.
     *
     * @param result its type is what the step gives where it succeeded; as a member of {@code
     *     steps} it may be null beside that
     * @param status holds {@code "succeeded"}, {@code "failed"} or {@code "skipped"}; null until
     *     the step was reached
     * @param error the error map of a failed step, else null
     * @param failures of a {@code forEach}: its list of {@code {index, item, error}}
     */
    record StepBinding(Variable result, Variable status, Variable error, Variable failures) {}

    /** No names at all: literals and functions only. */
    Environment EMPTY =
            new Environment() {
                @Override
                public @Nullable Binding lookup(String name) {
                    return null;
                }

                @Override
                public Collection<String> names() {
                    return java.util.List.of();
                }

                @Override
                public @Nullable StepBinding step(String id) {
                    return null;
                }

                @Override
                public Collection<String> stepIds() {
                    return java.util.List.of();
                }
            };
}
