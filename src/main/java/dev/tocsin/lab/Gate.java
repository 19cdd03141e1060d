package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

/** What stands before each stand-in: limits on how often it may be asked, and permissions. */
final class Gate {

    private final @Nullable Throttle throttle;
    private final Permissions permissions;

    /**
     * @param throttle null where the services answer as often as they are asked
     */
    Gate(@Nullable Throttle throttle, Permissions permissions) {
        this.throttle = throttle;
        this.permissions = permissions;
    }

    /** The stand-in's answer, or the one that keeps the request from it; null as the stand-in's. */
    @Nullable Answer answer(StandIn standIn, Request request) {
        String service = standIn.service();
        Answer tooMany =
                throttle == null ? null : throttle.refusal(service, request, standIn::failure);
        if (tooMany != null) {
            return tooMany;
        }
        Answer forbidden = permissions.refusal(service, request);
        Answer answer = forbidden == null ? answered(standIn, request) : forbidden;
        return throttle == null || answer == null
                ? answer
                : throttle.told(service, request, answer);
    }

    private static @Nullable Answer answered(StandIn standIn, Request request) {
        try {
            return standIn.answer(request);
        } catch (RefusedException e) {
            return e.answer();
        }
    }
}
