package dev.tocsin.lab;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * How a lab is started.
 *
 * @param port of HTTP on 127.0.0.1; 0 for any that is free
 * @param smtpPort of the mail server on 127.0.0.1; 0 for any that is free
 * @param clock what the services take for the time
 * @param failingDevices ids of devices on which machine actions end {@code Failed}, besides the one
 *     whose sensor is broken from the start
 */
public record LabOptions(int port, int smtpPort, InstantSource clock, Set<String> failingDevices) {

    /** A Monday morning; fixed, so that two runs of a playbook leave the same state behind. */
    public static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    public LabOptions {
        failingDevices = Set.copyOf(failingDevices);
    }

    /** Free ports, a clock that stands still at {@link #MORNING}. */
    public static LabOptions standard() {
        return new LabOptions(0, 0, InstantSource.fixed(MORNING), Set.of());
    }

    public LabOptions withPorts(int newPort, int newSmtpPort) {
        return new LabOptions(newPort, newSmtpPort, clock, failingDevices);
    }

    public LabOptions withClock(InstantSource newClock) {
        return new LabOptions(port, smtpPort, newClock, failingDevices);
    }

    public LabOptions withFailingDevices(Set<String> deviceIds) {
        return new LabOptions(port, smtpPort, clock, deviceIds);
    }
}
