package dev.tocsin.service.access;

import dev.tocsin.playbook.Access;

import java.util.List;

/**
 * A playbook's own {@code access} beside what a role may do at all. It only ever takes away: a
 * playbook that names {@code viewer} for {@code cancel} does not make a viewer an operator.
 */
public final class PlaybookRules {

    private PlaybookRules() {}

    /**
     * Whether somebody may do this with a playbook or a run of it.
     *
     * @param verb one of {@link Access#VERBS}
     */
    public static boolean allow(Principal who, String verb, Access access) {
        if (!who.may(permission(verb))) {
            return false;
        }
        List<String> named = access.to(verb);
        return named.isEmpty()
                || who.roles().contains(Role.ADMIN)
                || who.roles().stream().anyMatch(role -> named.contains(role.word()));
    }

    /** What a verb of a playbook is called among the permissions. */
    public static Permission permission(String verb) {
        return switch (verb) {
            case "view" -> Permission.VIEW;
            case "run" -> Permission.RUN;
            case "approve" -> Permission.APPROVE;
            case "cancel" -> Permission.CONTROL;
            default -> throw new IllegalStateException("no verb of a playbook: " + verb);
        };
    }
}
