package dev.tocsin.connector;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What connections need of the machine they run on. Thread-safe. */
public final class Machine {

    private final HostNames names;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final IdentityEndpoint identity;
    private final Consumer<String> notices;

    Machine(
            HostNames names,
            InstantSource clock,
            LongSupplier nanos,
            IdentityEndpoint identity,
            Consumer<String> notices) {
        this.names = names;
        this.clock = clock;
        this.nanos = nanos;
        this.identity = identity;
        this.notices = notices;
    }

    /**
     * The one this process runs on.
     *
     * @param environment of the process: tells where Azure gives out managed identities
     * @param notices gets what an operator has to know though nothing failed: one sentence, lower
     *     case, no full stop, no secret; from any thread
     */
    public static Machine here(Map<String, String> environment, Consumer<String> notices) {
        return new Machine(
                InetAddress::getAllByName,
                InstantSource.system(),
                System::nanoTime,
                IdentityEndpoint.of(environment),
                notices);
    }

    HostNames names() {
        return names;
    }

    /** The clock on the wall, which may be wrong. */
    InstantSource clock() {
        return clock;
    }

    /** A clock that only goes forward, from an arbitrary start. */
    LongSupplier nanos() {
        return nanos;
    }

    IdentityEndpoint identity() {
        return identity;
    }

    Consumer<String> notices() {
        return notices;
    }
}
