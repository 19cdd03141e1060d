package dev.tocsin.service.access;

/** What became of the credential of a request. */
public sealed interface Identified {

    /** It is good. */
    record Known(Principal principal) implements Identified {}

    /** There was none. */
    record Absent() implements Identified {}

    /**
     * It is not good.
     *
     * @param reason for the log and the metric: {@code wrong}, {@code revoked} or {@code expired}
     * @param told to whoever sent it; says more than "not valid" only to who has the right secret
     */
    record Refused(String reason, String told) implements Identified {}
}
