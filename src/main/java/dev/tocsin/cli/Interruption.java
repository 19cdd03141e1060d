package dev.tocsin.cli;

import dev.tocsin.host.MemoryHost;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while a run is going on: the run is cancelled in good order, changes that were sent are
 * awaited and {@code finally} runs, before the process ends.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 150;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable end) {
        hook =
                new Thread(
                        () -> {
                            end.run();
                            awaitEnd();
                        },
                        "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Interruption cancels(MemoryHost host) {
        return new Interruption(() -> host.cancel("interrupted"));
    }

    /** The same for a run that stays in a store: what is done instead of cancelling it. */
    static Interruption calls(Runnable end) {
        return new Interruption(end);
    }

    private void awaitEnd() {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, which is what the hook is for.
        }
    }
}
