package dev.tocsin.connector;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A machine whose resolver, clocks and identity are a test's. */
final class TestMachine {

    final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private HostNames names = InetAddress::getAllByName;
    private IdentityEndpoint identity = IdentityEndpoint.of(Map.of());
    private InstantSource clock = InstantSource.system();

    TestMachine resolving(HostNames newNames) {
        names = newNames;
        return this;
    }

    /** Has its identity from there, in the way of a virtual machine. */
    TestMachine withMetadataService(String url) {
        identity =
                new IdentityEndpoint(
                        IdentityEndpoint.Form.METADATA_SERVICE,
                        URI.create(url + "/metadata/identity/oauth2/token"),
                        null);
        return this;
    }

    /** Has its identity from where the environment says. */
    TestMachine in(Map<String, String> environment) {
        identity = IdentityEndpoint.of(environment);
        return this;
    }

    /** Whose clock on the wall is wrong. */
    TestMachine ahead(Duration by) {
        clock = () -> Instant.now().plus(by);
        return this;
    }

    /** Where it is always that time. */
    TestMachine at(Instant now) {
        clock = InstantSource.fixed(now);
        return this;
    }

    /** Lets time pass, but not on the wall. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    Machine machine() {
        return new Machine(names, clock, nanos::get, identity, notices::add);
    }
}
