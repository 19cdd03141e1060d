package dev.tocsin.service.access;

import javax.net.ssl.SSLContext;

/** Who encrypts what comes in. */
public sealed interface Encryption {

    /** Nobody: only this machine gets at the service. */
    record None() implements Encryption {}

    /**
     * A proxy in front of the service, which alone may reach it and which appends the address of
     * its client to {@code X-Forwarded-For}.
     */
    record Proxy() implements Encryption {}

    /** The service itself; the context has its certificate and key. */
    record Own(SSLContext context) implements Encryption {}
}
