package dev.tocsin.service.question;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.Held;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.store.DeliveryTable;
import dev.tocsin.store.DeliveryTable.DeliveryRow;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works off the outbox: each entry is tried until it succeeds or its question is over, with growing
 * pauses, and is marked as done only after it was sent. After a crash the last ones are sent again,
 * so somebody may be told twice and is never left out. No failure of a message ever touches the
 * run.
 */
public final class Messenger implements AutoCloseable {

    /** Who decides where time does. */
    static final String SELF = "tocsin";

    private static final int BATCH = 16;
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Entries are written by others; this is how often is looked without having been woken. */
    private static final long LOOK_EVERY_MILLIS = 500;

    /** Told of what becomes of messages: for metrics and the log. Must neither block nor throw. */
    public interface Watcher {

        Watcher NOBODY =
                new Watcher() {
                    @Override
                    public void sent(String channel, String kind) {}

                    @Override
                    public void failed(String question, String channel, int attempt, String why) {}
                };

        void sent(String channel, String kind);

        /**
         * An attempt failed, and another follows.
         *
         * @param why lower case, no full stop; no secret is in it
         */
        void failed(String question, String channel, int attempt, String why);
    }

    private final Store store;
    private final DurableHost host;
    private final Messages messages;
    private final InstantSource clock;
    private final Watcher watcher;
    private final Semaphore woken = new Semaphore(0);
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Thread thread;

    public Messenger(
            ServiceFile service,
            Store store,
            DurableHost host,
            Sender sender,
            SecureRandom random,
            InstantSource clock,
            Watcher watcher) {
        this.store = store;
        this.host = host;
        this.messages = new Messages(service, store, sender, random, clock);
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Works in the background from now on. */
    public void start() {
        thread = Thread.ofVirtual().name("messenger").start(this::run);
    }

    /** Something was written that may be due. */
    public void wake() {
        woken.release();
    }

    private void run() {
        try {
            while (true) {
                int tried = 0;
                try {
                    tried = sendDue();
                } catch (StoreException e) {
                    // The store says so itself, and everything else stops with it.
                    watcher.failed("", "store", 0, e.text());
                }
                if (tried == 0) {
                    woken.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tries what is due now, a batch of it at once, and waits for the attempts to end.
     *
     * @return how many entries were tried
     */
    public int sendDue() throws StoreException, InterruptedException {
        Instant now = clock.instant();
        List<DeliveryRow> due = store.read(reader -> DeliveryTable.due(reader, now, BATCH));
        List<Future<?>> running = new ArrayList<>();
        for (DeliveryRow row : due) {
            running.add(
                    attempts.submit(
                            () -> {
                                attempt(row);
                                return row;
                            }));
        }
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case StoreException failed -> throw failed;
                    case InterruptedException interrupted -> throw interrupted;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
        return due.size();
    }

    private void attempt(DeliveryRow row) throws StoreException, InterruptedException {
        QuestionRow question = store.read(reader -> QuestionTable.get(reader, row.question()));
        Instant now = clock.instant();
        String needless = question == null ? "its question is gone" : needless(row, question, now);
        if (question == null || needless != null) {
            done(row, needless);
            return;
        }
        String why;
        try {
            why =
                    row.channel().equals(Outbox.RUN)
                            ? toRun(row, question)
                            : toPeople(row, question, now.plus(ATTEMPT));
        } catch (ConnectorException e) {
            why = e.text();
        }
        if (why == null) {
            done(row, null);
            watcher.sent(row.channel(), row.kind());
        } else {
            again(row, question, why);
        }
    }

    /** Why nothing is to be sent any more, or null. */
    private static @Nullable String needless(DeliveryRow row, QuestionRow question, Instant now) {
        DeliveryKind kind = DeliveryKind.of(row.kind());
        boolean open = question.status() == QuestionRow.Status.OPEN;
        return switch (kind) {
            case ASKED, REMINDED, ESCALATED ->
                    !open
                            ? "the question is closed"
                            : question.expiresAt() != null && !question.expiresAt().isAfter(now)
                                    ? "the question has expired"
                                    : null;
            case CLOSED ->
                    Outbox.writtenAt(row).plus(Messages.CLOSED_MATTERS).isBefore(now)
                            ? "it did not get through within a day"
                            : null;
            case DENY -> open ? null : "it is decided";
            case CANCEL -> null;
        };
    }

    private @Nullable String toPeople(DeliveryRow row, QuestionRow question, Instant deadline)
            throws ConnectorException, StoreException, InterruptedException {
        messages.send(row, question, deadline);
        return null;
    }

    /** Null where it is done. */
    private @Nullable String toRun(DeliveryRow row, QuestionRow question)
            throws InterruptedException {
        Held held = Held.of(question.id());
        if (held == null) {
            throw new IllegalStateException("a question with the id " + question.id());
        }
        Control done =
                DeliveryKind.of(row.kind()) == DeliveryKind.DENY
                        ? host.deny(held, SELF, Outbox.text(row))
                        : host.cancel(held.run(), Outbox.text(row), SELF);
        return switch (done) {
            case Control.Done _, Control.Unknown _ -> null;
            case Control.Refused(String why) -> why;
        };
    }

    private void done(DeliveryRow row, @Nullable String error)
            throws StoreException, InterruptedException {
        store.await(
                tx -> {
                    DeliveryTable.done(tx, row.number(), clock.instant(), error);
                    return row;
                });
    }

    private void again(DeliveryRow row, QuestionRow question, String why)
            throws StoreException, InterruptedException {
        Instant due = clock.instant().plus(pause(row.attempts()));
        store.await(
                tx -> {
                    DeliveryTable.again(tx, row.number(), due, why);
                    return row;
                });
        watcher.failed(question.id(), row.channel(), row.attempts() + 1, why);
    }

    /** 5 s, 10 s, 20 s, … up to 5 min. */
    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Stops; what is under way is broken off, and tried again after the next start. */
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        attempts.shutdownNow();
    }
}
