package dev.tocsin.service.trigger;

import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Drives what has to be done at its time, each on a thread of its own, so that a slow one holds no
 * other up. Looks at least once a second: a clock may be put forward.
 */
public final class Clockwork implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final List<Driven> driven;
    private final TriggerLog log;
    private final InstantSource clock;
    private final List<Thread> threads = new ArrayList<>();
    private final Object wake = new Object();
    private boolean stopped;

    public Clockwork(List<Driven> driven, TriggerLog log, InstantSource clock) {
        this.driven = List.copyOf(driven);
        this.log = log;
        this.clock = clock;
    }

    /** Begins. */
    public void start() {
        for (Driven each : driven) {
            String name = each.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            threads.add(Thread.ofVirtual().name(name).start(() -> drive(each)));
        }
    }

    /** Something may be due sooner than it was. */
    public void wake() {
        synchronized (wake) {
            wake.notifyAll();
        }
    }

    /** One line for each thing that is not as it should be. */
    public List<String> failing() {
        List<String> all = new ArrayList<>();
        driven.forEach(each -> all.addAll(each.failing()));
        return all;
    }

    private void drive(Driven one) {
        try {
            while (await(one)) {
                try {
                    one.tick();
                } catch (StoreException e) {
                    fault(one, e.text());
                    pause();
                } catch (RuntimeException e) {
                    // Ours. Schedules must go on all the same.
                    fault(one, e.toString());
                    pause();
                }
            }
        } catch (InterruptedException _) {
            // The service stops.
        }
    }

    private void fault(Driven one, String reason) {
        log.warning(
                "trigger.fault",
                MapValue.builder()
                        .put("part", one.getClass().getSimpleName())
                        .put("reason", reason)
                        .build());
    }

    private void pause() throws InterruptedException {
        synchronized (wake) {
            if (!stopped) {
                wake.wait(LOOK.toMillis());
            }
        }
    }

    /** Waits until it has something to do; false once everything stops. */
    private boolean await(Driven one) throws InterruptedException {
        while (true) {
            @Nullable Instant due = one.nextDue();
            synchronized (wake) {
                if (stopped) {
                    return false;
                }
                Duration left = due == null ? LOOK : Duration.between(clock.instant(), due);
                if (due != null && !left.isPositive()) {
                    return true;
                }
                long millis = Math.min(LOOK.toMillis(), left.toMillis() + 1);
                wake.wait(Math.max(1, millis));
            }
        }
    }

    /** Nothing new begins; what is under way gets a moment to end. */
    @Override
    public void close() {
        synchronized (wake) {
            stopped = true;
            wake.notifyAll();
        }
        for (Thread thread : threads) {
            try {
                if (!thread.join(STOP)) {
                    thread.interrupt();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                thread.interrupt();
            }
        }
    }
}
