package dev.tocsin.service.access;

import java.util.Set;

/**
 * Who is asking. Made out of a checked credential alone ({@link Tokens}, {@link Sessions}, a link
 * of a question), never out of what a request says about itself.
 *
 * @param name as a person would say it and as it stands in the audit log: the name of the token,
 *     which for a person is their mail address; {@code nobody} without a credential
 * @param via how they proved it
 * @param credential the id of the token, session or link; empty without one
 * @param roles what they were given
 * @param sources the sources of alerts that an {@code ingest} token is bound to; empty = none
 */
public record Principal(
        String name, Via via, String credential, Set<Role> roles, Set<String> sources) {

    /** How somebody proved who they are. */
    public enum Via {
        NOTHING,
        TOKEN,
        SESSION,
        /** A link in a mail or a chat, for one person and one question. */
        LINK,
        /** The signature of a sender of webhooks. */
        SIGNATURE,
        /** A command on the machine of the store. */
        COMMAND
    }

    /** Nobody is known; routes that need nothing get this one. */
    public static final Principal NOBODY =
            new Principal("nobody", Via.NOTHING, "", Set.of(), Set.of());

    public Principal {
        roles = Set.copyOf(roles);
        sources = Set.copyOf(sources);
    }

    public boolean may(Permission permission) {
        return roles.stream().anyMatch(permission.roles()::contains);
    }

    /** Whether alerts of this source may be handed in. */
    public boolean mayIngest(String source) {
        return may(Permission.INGEST) && sources.contains(source);
    }

    public boolean isKnown() {
        return via != Via.NOTHING;
    }
}
