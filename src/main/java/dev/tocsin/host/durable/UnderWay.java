package dev.tocsin.host.durable;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The attempts that are under way in this process. Thread-safe. */
final class UnderWay {

    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    void remove(Attempt attempt) {
        attempts.remove(attempt);
        if (attempts.isEmpty()) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    int count() {
        return attempts.size();
    }

    void breakOff() {
        attempts.forEach(Attempt::breakOff);
    }

    /** Whether all have ended within {@code limit}. */
    synchronized boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!attempts.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
