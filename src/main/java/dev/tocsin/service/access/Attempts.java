package dev.tocsin.service.access;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong credentials by address: ten in a minute, then that address has to wait out the minute. An
 * IPv6 address counts as its /64, which is what one machine is given. Remembers the last 10 000
 * addresses. Thread-safe.
 */
public final class Attempts {

    static final int ALLOWED = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MAX_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(Instant end, int wrong) {}

    public Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the address has to wait; zero where it may try. */
    public synchronized Duration wait(String address) {
        Window window = windows.get(key(address));
        Instant now = clock.instant();
        return window == null || window.wrong < ALLOWED || !window.end.isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, window.end);
    }

    /** A credential was wrong. */
    public synchronized void wrong(String address) {
        String key = key(address);
        Instant now = clock.instant();
        Window window = windows.remove(key);
        windows.put(
                key,
                window == null || !window.end.isAfter(now)
                        ? new Window(now.plus(WINDOW), 1)
                        : new Window(window.end, window.wrong + 1));
        Iterator<String> oldest = windows.keySet().iterator();
        while (windows.size() > MAX_ADDRESSES) {
            oldest.next();
            oldest.remove();
        }
    }

    private static String key(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            if (bytes.length == 16) {
                StringBuilder prefix = new StringBuilder();
                for (int i = 0; i < 8; i++) {
                    prefix.append("%02x".formatted(bytes[i]));
                }
                return prefix.toString();
            }
        } catch (IllegalArgumentException _) {
            // A proxy may name its client in words of its own; then those count.
        }
        return address;
    }
}
