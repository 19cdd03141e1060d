package dev.tocsin.host;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run would do, as far as that can be known without doing it.
 *
 * @param limit how many runs may go on at once, or null for any number
 * @param steps as the rehearsal came to them
 * @param ends the ways the run can end, in words
 * @param needs by connector: the permissions that its operations need
 */
public record Plan(
        String playbook,
        @Nullable PlanLimit limit,
        List<PlanStep> steps,
        PlanCounts counts,
        List<String> ends,
        Map<String, Set<String>> needs) {

    public Plan {
        steps = List.copyOf(steps);
        ends = List.copyOf(ends);
    }
}
