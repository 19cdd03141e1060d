package dev.tocsin.cli;

import dev.tocsin.diagnostic.TerminalText;
import dev.tocsin.host.CallbackListener;
import dev.tocsin.host.RunClock;
import dev.tocsin.host.RunRecord;
import dev.tocsin.host.Traces;
import dev.tocsin.host.durable.Created;
import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.Gate;
import dev.tocsin.host.durable.ProgramSources;
import dev.tocsin.host.durable.UnavailableException;
import dev.tocsin.host.durable.UnreadableRunException;
import dev.tocsin.interpreter.Outcome;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.Trace;
import dev.tocsin.program.CalledPrograms;
import dev.tocsin.program.Program;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/**
 * A durable run in the foreground: told of as it goes on, its questions asked at the terminal, its
 * end reported. Whatever ends the process, the run stays in the store, and goes on from there.
 */
final class DurableSession implements AutoCloseable {

    private final Program program;
    private final StorePlace place;
    private final Services services;
    private final Console console;
    private final ReportOptions report;
    private final RunAnswerer people;
    private final AwaitedCallbacks awaited = new AwaitedCallbacks();
    private final BlockingQueue<ForegroundRun.Notice> notices = ForegroundRun.newQueue();
    private final DurableRuns runs;
    private final @Nullable CallbackListener callbacks;

    /** The run that is watched; null where it is not known yet, and then any. */
    private volatile @Nullable String watched;

    /**
     * What a session stands on.
     *
     * @param store closed with the session
     */
    record Stage(
            StorePlace place,
            Store store,
            Services services,
            RunAnswerer people,
            ReportOptions report,
            Console console) {}

    private DurableSession(Program program, Stage stage, @Nullable CallbackListener callbacks) {
        this.program = program;
        this.place = stage.place();
        this.services = stage.services();
        this.console = stage.console();
        this.report = stage.report();
        this.people = stage.people();
        this.callbacks = callbacks;
        RunClock clock = services.clock();
        Trace told =
                Traces.both(
                        awaited,
                        new RunProgress(console, clock, StepTitles.width(program), people::prompt));
        DurableOptions options =
                DurableOptions.standard().showing(run -> isWatched(run) ? told : Trace.NONE);
        this.runs =
                new DurableRuns(
                        stage.store(),
                        new DurableRuns.Around(
                                services.performer(),
                                clock::now,
                                Gate.OPEN,
                                _ ->
                                        new KeptQuestions(
                                                notice ->
                                                        notices.add(
                                                                new ForegroundRun.Notice.Question(
                                                                        notice))),
                                (_, _, _) -> notices.add(new ForegroundRun.Notice.Moved()),
                                callbacks == null
                                        ? options
                                        : options.takingCallbacksAt(callbacks.base())));
        if (callbacks != null) {
            callbacks.connect(
                    (token, body) -> {
                        try {
                            return runs.host().calledBack(token, body);
                        } catch (UnavailableException e) {
                            throw new IOException(e.getMessage());
                        }
                    });
        }
    }

    /**
     * Opens one.
     *
     * @param program of the run that it is for
     */
    static DurableSession open(Program program, Stage stage) throws CommandFault {
        return new DurableSession(program, stage, listener(program));
    }

    /** Only a program that waits for callbacks opens a port. */
    private static @Nullable CallbackListener listener(Program program) throws CommandFault {
        if (CalledPrograms.of(program).stream().allMatch(each -> each.callbacks().isEmpty())) {
            return null;
        }
        try {
            return CallbackListener.open();
        } catch (IOException e) {
            throw CommandFault.configuration(
                    "no port of this machine is free for callbacks: " + ReadFault.reason(e),
                    "try again when other programs have ended");
        }
    }

    private boolean isWatched(String run) {
        String id = watched;
        return id == null || id.equals(run);
    }

    DurableHost host() {
        return runs.host();
    }

    Store store() {
        return runs.store();
    }

    /** Begins a new run, and watches it. */
    int begin(ProgramSources sources, RunFacts facts)
            throws CommandFault, StoreException, InterruptedException {
        watched = facts.runId();
        Created created = runs.create(program, sources, facts);
        announce(created.id());
        return watch(created.id(), () -> host().begin(created));
    }

    /** What begins or changes a run, once it is being watched. */
    @FunctionalInterface
    interface Order {
        void give() throws CommandFault, StoreException, InterruptedException;
    }

    /** Goes on with a run that is in the store, and watches it. */
    int goOn(RunRow row, Order order) throws CommandFault, StoreException, InterruptedException {
        watched = row.id();
        announce(row.id());
        return watch(
                row.id(),
                () -> {
                    order.give();
                    host().takeUp(row.id());
                });
    }

    /** Watches a run that another one was made of. */
    int watchNew(String id) throws CommandFault, StoreException, InterruptedException {
        watched = id;
        announce(id);
        return watch(id, () -> host().takeUp(id));
    }

    private void announce(String id) {
        String run = id + " of " + program.id() + services.place() + ", kept in " + place.name();
        console.err().println(TerminalText.of(run));
        console.err().flush();
    }

    private int watch(String id, Order order)
            throws CommandFault, StoreException, InterruptedException {
        RunAnswers answers =
                new RunAnswers(
                        people,
                        host(),
                        answered -> notices.add(new ForegroundRun.Notice.Answer(answered)));
        ForegroundRun run =
                new ForegroundRun(id, runs, services.clock(), answers, awaited, notices);
        try (Interruption _ =
                Interruption.calls(() -> notices.add(new ForegroundRun.Notice.Stopped()))) {
            order.give();
            ForegroundRun.Left left = run.watch();
            int exitCode =
                    switch (left) {
                        case ENDED -> ended(id);
                        case WAITS, NEEDS_ATTENTION -> stays(id, answers.why());
                        case STOPPED -> stopped(id);
                    };
            console.out().flush();
            console.err().flush();
            return exitCode;
        }
    }

    private int ended(String id) throws CommandFault, StoreException {
        RunRecord record;
        try {
            record = host().record(id);
        } catch (UnreadableRunException e) {
            throw CommandFault.configuration(
                    id + " has ended, and its journal cannot be read: " + e.text(), null);
        }
        if (record == null) {
            return stays(id, null);
        }
        report.write(
                switch (report.format()) {
                    case JSON -> JsonOutput.of(record.toValue()) + "\n";
                    case TEXT -> RunReport.text(record, program, services.changes());
                },
                console);
        return record.outcome() instanceof Outcome.Succeeded ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    /** Says what keeps the run, and what to type next. */
    private int stays(String id, @Nullable String why) throws CommandFault, StoreException {
        StoredRuns stored = new StoredRuns(store());
        RunPage page = stored.page(stored.find(id));
        report.write(
                switch (report.format()) {
                    case JSON -> JsonOutput.of(page.toValue()) + "\n";
                    case TEXT -> program.id() + " " + page.run().status().text() + "\n";
                },
                console);
        StayingRun.tell(page, why, place.options(), console);
        return switch (page.run().status()) {
            case SKIPPED -> ExitCode.FINDINGS;
            default -> ExitCode.WAITING;
        };
    }

    private int stopped(String id) {
        console.err().println("stopped; `tocsin runs resume " + id + place.options() + "` goes on");
        return ExitCode.WAITING;
    }

    @Override
    public void close() {
        if (callbacks != null) {
            callbacks.close();
        }
        runs.close();
    }
}
