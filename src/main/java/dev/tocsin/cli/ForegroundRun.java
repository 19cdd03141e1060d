package dev.tocsin.cli;

import dev.tocsin.host.RunClock;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Watches one durable run on the thread of a command until it has ended, or until nothing more can
 * be done for it here. Other runs of the store are left alone.
 */
final class ForegroundRun {

    /** What is told meanwhile; all but the first is of this run. */
    sealed interface Notice {

        /** The process is being stopped. */
        record Stopped() implements Notice {}

        /** The run stands somewhere else now. */
        record Moved() implements Notice {}

        record Question(KeptQuestions.Notice notice) implements Notice {}

        record Answer(RunAnswers.Answered answered) implements Notice {}
    }

    /** How it was left. */
    enum Left {
        /** It has ended. */
        ENDED,
        /** It waits for people who are not here. */
        WAITS,
        /** Somebody has to look at it. */
        NEEDS_ATTENTION,
        /** The process is being stopped; what was sent has been awaited. */
        STOPPED
    }

    /** While something is under way, timers of steps are looked at this often. */
    private static final long TICK_MILLIS = 250;

    /** Looks at the clock this often, however far the next timer: machines are suspended. */
    private static final long LONGEST_SLEEP_MILLIS = 60_000;

    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Store store;
    private final DurableHost host;
    private final RunClock clock;
    private final RunAnswers answers;
    private final AwaitedCallbacks callbacks;
    private final BlockingQueue<Notice> notices;
    private final String id;

    /** The last row of the journal when nothing was under way any more. */
    private long quietSince = -1;

    /**
     * @param notices of the run, from whatever thread
     */
    ForegroundRun(
            String id,
            DurableRuns runs,
            RunClock clock,
            RunAnswers answers,
            AwaitedCallbacks callbacks,
            BlockingQueue<Notice> notices) {
        this.id = id;
        this.store = runs.store();
        this.host = runs.host();
        this.clock = clock;
        this.answers = answers;
        this.callbacks = callbacks;
        this.notices = notices;
    }

    static BlockingQueue<Notice> newQueue() {
        return new LinkedBlockingQueue<>();
    }

    /**
     * Watches it.
     *
     * @throws CommandFault if the store fails; the run is as it was committed last
     */
    Left watch() throws StoreException, CommandFault, InterruptedException {
        while (true) {
            Notice notice = notices.poll();
            if (notice != null) {
                if (take(notice)) {
                    host.drain(DRAIN);
                    return Left.STOPPED;
                }
                continue;
            }
            String failure = host.failure();
            if (failure != null) {
                throw CommandFault.configuration(
                        failure,
                        "nothing was lost that the run did before: `tocsin runs resume "
                                + id
                                + "` goes on once the store is well");
            }
            RunRow row = row();
            Left left = left(row);
            if (left != null) {
                return left;
            }
            await(row);
        }
    }

    /** Whether the process is being stopped. */
    private boolean take(Notice notice) {
        switch (notice) {
            case Notice.Stopped _ -> {
                return true;
            }
            case Notice.Moved _ -> {}
            case Notice.Question(var question) -> answers.take(question);
            case Notice.Answer(var answer) -> answers.take(answer);
        }
        return false;
    }

    private RunRow row() throws StoreException {
        RunRow row = store.read(reader -> RunTable.byId(reader, id));
        if (row == null) {
            throw new IllegalStateException(id + " was in the store a moment ago");
        }
        return row;
    }

    private @Nullable Left left(RunRow row) throws StoreException {
        return switch (row.status()) {
            case SUCCEEDED, FAILED, CANCELLED, SKIPPED -> Left.ENDED;
            case QUEUED -> Left.WAITS;
            case NEEDS_ATTENTION -> isQuiet(row) ? Left.NEEDS_ATTENTION : null;
            case WAITING -> answers.isLeft() || waitsForOthers(row) ? Left.WAITS : null;
            case RUNNING -> null;
        };
    }

    /** Whether the other branches of a run that needs attention have done what they can. */
    private boolean isQuiet(RunRow row) {
        if (host.underWay() > 0) {
            quietSince = -1;
            return false;
        }
        boolean still = quietSince == row.seq();
        quietSince = row.seq();
        return still;
    }

    /** Whether it is people elsewhere that are waited for: asked before this process was there. */
    private boolean waitsForOthers(RunRow row) throws StoreException {
        Instant due = row.dueAt();
        if (due != null && !due.isAfter(clock.now())) {
            // Their time may be up, which is to be found out first.
            return false;
        }
        for (QuestionRow question :
                store.read(reader -> QuestionTable.ofRun(reader, row.number()))) {
            boolean open = question.status() == QuestionRow.Status.OPEN;
            if (open && !answers.hasAsked(question.id())) {
                return true;
            }
        }
        return false;
    }

    private void await(RunRow row) throws InterruptedException {
        Instant due = row.dueAt();
        if (row.status() != RunStatus.WAITING) {
            put(notices.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
            host.tick(id);
            return;
        }
        if (due == null) {
            put(notices.take());
            return;
        }
        boolean outside = answers.isThoughtAbout() || callbacks.areAny();
        if (clock instanceof RunClock.Skipping skipping && !outside) {
            skipping.skipTo(due);
        }
        long left = Duration.between(clock.now(), due).toMillis() + 1;
        if (left > 1) {
            put(notices.poll(Math.min(left, LONGEST_SLEEP_MILLIS), TimeUnit.MILLISECONDS));
        }
        if (!due.isAfter(clock.now())) {
            host.tick(id);
            // It is on its way; whatever it does is told of.
            put(notices.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    /** Takes it in; that the process is being stopped is found at the next round. */
    private void put(@Nullable Notice notice) {
        if (notice != null && take(notice)) {
            notices.add(new Notice.Stopped());
        }
    }
}
