package dev.tocsin.lab;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * How a lab is started.
 *
 * @param port of HTTP on 127.0.0.1; 0 for any that is free
 * @param smtpPort of the mail server on 127.0.0.1; 0 for any that is free
 * @param clock what the services take for the time
 * @param scenario the company
 * @param failingDevices ids of devices on which machine actions end {@code Failed}, besides those
 *     of which the scenario says so
 * @param faults what goes wrong from the start
 * @param seed decides which requests meet a fault that has a probability
 * @param throttling whether services hold to their documented limits, unless the scenario says that
 *     they do not
 */
public record LabOptions(
        int port,
        int smtpPort,
        InstantSource clock,
        Scenario scenario,
        Set<String> failingDevices,
        List<Fault> faults,
        long seed,
        boolean throttling) {

    /** A Monday morning; fixed, so that two runs of a playbook leave the same state behind. */
    public static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    public LabOptions {
        failingDevices = Set.copyOf(failingDevices);
        faults = List.copyOf(faults);
    }

    /** Contoso, free ports, no faults, a clock that stands still at {@link #MORNING}. */
    public static LabOptions standard() {
        return new LabOptions(
                0,
                0,
                InstantSource.fixed(MORNING),
                Scenario.contoso(),
                Set.of(),
                List.of(),
                0,
                true);
    }

    public LabOptions withPorts(int newPort, int newSmtpPort) {
        return new LabOptions(
                newPort, newSmtpPort, clock, scenario, failingDevices, faults, seed, throttling);
    }

    public LabOptions withClock(InstantSource newClock) {
        return new LabOptions(
                port, smtpPort, newClock, scenario, failingDevices, faults, seed, throttling);
    }

    public LabOptions withScenario(Scenario newScenario) {
        return new LabOptions(
                port, smtpPort, clock, newScenario, failingDevices, faults, seed, throttling);
    }

    public LabOptions withFailingDevices(Set<String> deviceIds) {
        return new LabOptions(port, smtpPort, clock, scenario, deviceIds, faults, seed, throttling);
    }

    public LabOptions withFaults(List<Fault> newFaults, long newSeed) {
        return new LabOptions(
                port, smtpPort, clock, scenario, failingDevices, newFaults, newSeed, throttling);
    }

    /** Services answer as often as they are asked: for measuring something else. */
    public LabOptions withoutThrottling() {
        return new LabOptions(port, smtpPort, clock, scenario, failingDevices, faults, seed, false);
    }
}
