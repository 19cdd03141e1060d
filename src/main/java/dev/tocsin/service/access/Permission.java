package dev.tocsin.service.access;

import java.util.Locale;
import java.util.Set;

/**
 * What somebody may do, and the one table of which roles may. A playbook's own {@code access}
 * narrows it further: see {@link PlaybookRules}.
 */
public enum Permission {
    /** See runs, questions, playbooks and connectors. */
    VIEW(Set.of(Role.VIEWER, Role.OPERATOR, Role.APPROVER, Role.ADMIN)),
    /** Start a run by hand. */
    RUN(Set.of(Role.OPERATOR, Role.ADMIN)),
    /** Cancel, resume, resolve or retry a run. */
    CONTROL(Set.of(Role.OPERATOR, Role.ADMIN)),
    /** Answer a question. */
    APPROVE(Set.of(Role.APPROVER, Role.ADMIN)),
    /** Hand in alerts. Not for {@code admin}: a source holds a token for this and no other. */
    INGEST(Set.of(Role.INGEST)),
    /** Tokens, the audit log, reloading. */
    ADMINISTER(Set.of(Role.ADMIN));

    private final Set<Role> roles;

    Permission(Set<Role> roles) {
        this.roles = roles;
    }

    /** The roles that have it. */
    public Set<Role> roles() {
        return roles;
    }

    /** As in messages and documents: {@code view}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
