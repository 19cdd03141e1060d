package dev.tocsin.playbook;

import java.util.List;
import java.util.Map;

/**
 * Who may do what with a playbook and its runs. Whoever has the role {@code admin} may do all of
 * it; a verb that is not there is left to the operator's own rules.
 *
 * @param roles by verb ({@code view}, {@code run}, {@code approve}, {@code cancel}): the roles that
 *     may, {@code viewer}, {@code operator}, {@code approver} or {@code admin}
 */
public record Access(Map<String, List<String>> roles) {

    /** The verbs, in the order of the manual. */
    public static final List<String> VERBS = List.of("view", "run", "approve", "cancel");

    /** Says nothing about anybody. */
    public static final Access OPEN = new Access(Map.of());

    /** Leaves everything to {@code admin}: for a playbook that cannot be read any more. */
    public static final Access CLOSED =
            new Access(
                    Map.of(
                            "view", List.of("admin"),
                            "run", List.of("admin"),
                            "approve", List.of("admin"),
                            "cancel", List.of("admin")));

    public Access {
        roles = Map.copyOf(roles);
    }

    /** The roles that may do this; empty where the playbook does not say. */
    public List<String> to(String verb) {
        return roles.getOrDefault(verb, List.of());
    }
}
