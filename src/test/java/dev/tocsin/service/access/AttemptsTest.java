package dev.tocsin.service.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.service.http.Clock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Wrong attempts by address. */
final class AttemptsTest {

    private final Clock clock = new Clock();
    private final Attempts attempts = new Attempts(clock);

    private void wrong(String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.wrong(address);
        }
    }

    @Test
    void tenInAMinuteAreOneTooMany() {
        wrong("10.0.0.1", 9);
        assertEquals(Duration.ZERO, attempts.wait("10.0.0.1"));
        clock.go(Duration.ofSeconds(20));
        wrong("10.0.0.1", 1);
        assertEquals(Duration.ofSeconds(40), attempts.wait("10.0.0.1"));
        assertEquals(Duration.ZERO, attempts.wait("10.0.0.2"));
        clock.go(Duration.ofSeconds(40));
        assertEquals(Duration.ZERO, attempts.wait("10.0.0.1"));
        wrong("10.0.0.1", 1);
        assertEquals(Duration.ZERO, attempts.wait("10.0.0.1"), "the count began anew");
    }

    @Test
    void aMachineDoesNotGetAroundItWithItsOtherAddresses() {
        for (int i = 0; i < 10; i++) {
            attempts.wrong("2001:db8:1:2::" + i);
        }
        assertEquals(Attempts.WINDOW, attempts.wait("2001:db8:1:2:ffff::1"));
        assertEquals(Duration.ZERO, attempts.wait("2001:db8:1:3::1"));
    }

    @Test
    void manyAddressesTakeNoMoreMemoryThanTenThousand() {
        wrong("10.0.0.1", 10);
        for (int i = 0; i < 10_000; i++) {
            attempts.wrong("192.168." + i / 250 + "." + i % 250);
        }
        assertEquals(Duration.ZERO, attempts.wait("10.0.0.1"), "the oldest went first");
    }
}
