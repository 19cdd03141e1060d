package dev.tocsin.service.http;

/** Whether the service is on its way down: told once, asked by streams and by readiness. */
public final class Stopping {

    private volatile boolean now;

    /** From now on it is not ready, and streams end. */
    public void begin() {
        now = true;
    }

    public boolean now() {
        return now;
    }
}
