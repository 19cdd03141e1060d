package dev.tocsin.check;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.playbook.Policy;
import dev.tocsin.source.Span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is wrong between the policies of a project: two with one id, or with one place. */
public final class PolicyOrder {

    private PolicyOrder() {}

    /**
     * Reports each at the file that comes later by name.
     *
     * @param isTold whether what is found in a policy is asked for; of a pair one is enough
     */
    public static void check(
            List<Policy> policies, Predicate<Policy> isTold, Diagnostics diagnostics) {
        List<Policy> byName = new ArrayList<>(policies);
        byName.sort(Comparator.comparing(policy -> policy.source().name()));
        Map<String, Policy> ids = new HashMap<>();
        Map<Integer, Policy> places = new HashMap<>();
        for (Policy policy : byName) {
            Policy same = ids.putIfAbsent(policy.id().text(), policy);
            if (same != null && (isTold.test(same) || isTold.test(policy))) {
                diagnostics.report(
                        Code.DUPLICATE_POLICY,
                        policy.source(),
                        policy.id().span(),
                        "there are two policies with the id `" + policy.id() + "`",
                        other(same, same.id().span()),
                        Note.help("give one of them another id"));
            }
            Policy beside = policy.order() == 0 ? null : places.putIfAbsent(policy.order(), policy);
            if (beside != null && (isTold.test(beside) || isTold.test(policy))) {
                diagnostics.report(
                        Code.DUPLICATE_ORDER,
                        policy.source(),
                        policy.orderSpan(),
                        "two policies have the order " + policy.order(),
                        other(beside, beside.orderSpan()),
                        Note.help("say which is asked first: " + free(byName, policy.order())));
            }
        }
    }

    private static Note other(Policy policy, Span place) {
        return Note.fact(
                "the other is in "
                        + policy.source().name()
                        + ", line "
                        + policy.source().lineAt(place.start()));
    }

    /** The next place that nobody has. */
    private static String free(List<Policy> policies, int taken) {
        int free = taken + 1;
        for (int i = 0; i < policies.size(); i++) {
            for (Policy policy : policies) {
                free += policy.order() == free ? 1 : 0;
            }
        }
        return "`order: " + free + "` is free";
    }
}
