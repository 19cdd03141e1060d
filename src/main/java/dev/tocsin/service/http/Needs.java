package dev.tocsin.service.http;

import dev.tocsin.service.access.Permission;

/**
 * What a request must have before its handler sees it. Every route says one; there is no default.
 */
public sealed interface Needs {

    /** A credential (a token, or a session) whose roles have the permission. */
    record Permitted(Permission permission) implements Needs {}

    /**
     * No token, because what the request carries is the proof and the handler checks it first: a
     * signature of a webhook, the link of a question.
     *
     * @param what in a few words, for the document: {@code the signature of the sender}
     */
    record OwnProof(String what) implements Needs {}

    /**
     * Anybody may.
     *
     * @param why in a few words, for the document: {@code a load balancer asks without a token}
     */
    record Nothing(String why) implements Needs {}

    static Needs permission(Permission permission) {
        return new Permitted(permission);
    }
}
