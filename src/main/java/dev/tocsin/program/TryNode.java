package dev.tocsin.program;

import dev.tocsin.value.ErrorKind;

import java.util.List;
import java.util.Set;

/** Steps, what to do about their errors, and what to do in any case. */
public record TryNode(NodeHead head, Block body, List<Catch> catches, Block last)
        implements StepNode {
    /**
     * Handles some errors.
     *
     * @param kinds empty means all that can be caught
     * @param slot where the error is kept, or -1
     */
    public record Catch(Set<ErrorKind> kinds, int slot, Block steps) {

        /** Whether it handles an error of this kind. */
        public boolean handles(ErrorKind kind) {
            return kind.canBeCaught() && (kinds.isEmpty() || kinds.contains(kind));
        }
    }
}
