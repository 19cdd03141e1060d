package dev.tocsin.cli;

import dev.tocsin.interpreter.Answer;
import dev.tocsin.store.RunFilter;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Where the runs are that a command is about: in a store on this machine, which a service may hold
 * meanwhile, or at a service elsewhere.
 */
final class RunsDesk {

    private final StorePlace place;
    private final @Nullable ServiceAddress elsewhere;
    private final @Nullable ServiceAddress here;
    private final Arguments arguments;
    private final Console console;

    private RunsDesk(
            StorePlace place,
            @Nullable ServiceAddress elsewhere,
            @Nullable ServiceAddress here,
            Arguments arguments,
            Console console) {
        this.place = place;
        this.elsewhere = elsewhere;
        this.here = here;
        this.arguments = arguments;
        this.console = console;
    }

    static RunsDesk of(Arguments arguments, Console console) throws CommandFault {
        ServiceAddress elsewhere = ServiceAddress.of(arguments, console);
        if (elsewhere != null && arguments.has("store")) {
            throw CommandFault.usage("`--url` and `--store` do not go together", null);
        }
        StorePlace place = StorePlace.of(arguments, console);
        ServiceAddress here = elsewhere == null ? ServiceAddress.of(place) : null;
        return new RunsDesk(place, elsewhere, here, arguments, console);
    }

    /** What leads another command here, with a blank before it; or empty. */
    String options() {
        return elsewhere == null ? place.options() : " --url " + elsewhere.url();
    }

    /** Whether a service takes care of the runs. */
    boolean isServed() {
        return elsewhere != null || here != null;
    }

    List<RunSummary> list(RunFilter filter, int limit) throws CommandFault, InterruptedException {
        if (elsewhere == null) {
            return StoreAccess.looking(
                    place, arguments, console, store -> new StoredRuns(store).list(filter, limit));
        }
        if (filter.createdFrom() != null) {
            throw CommandFault.usage("`--since` does not go with `--url`", null);
        }
        RunStatus status = filter.status();
        try (ServiceClient client = new ServiceClient(elsewhere)) {
            return new ServedRuns(client)
                    .list(status == null ? null : status.text(), filter.playbook(), limit);
        }
    }

    RunPage page(String run) throws CommandFault, InterruptedException {
        if (elsewhere != null) {
            try (ServiceClient client = new ServiceClient(elsewhere)) {
                return new ServedRuns(client).page(run);
            }
        }
        return StoreAccess.looking(
                place,
                arguments,
                console,
                store -> {
                    StoredRuns runs = new StoredRuns(store);
                    return runs.page(runs.find(run));
                });
    }

    /** What is kept of a run that has ended. */
    MapValue record(String run) throws CommandFault, InterruptedException {
        if (elsewhere != null) {
            throw CommandFault.usage(
                    "`runs diff` compares runs of a store, not of a service elsewhere",
                    "run it where the store is, or on a backup of it");
        }
        return StoreAccess.looking(
                place,
                arguments,
                console,
                store -> {
                    StoredRuns runs = new StoredRuns(store);
                    return runs.record(runs.find(run));
                });
    }

    /** Open questions, the oldest first. */
    List<StoredRuns.OpenOne> open(int limit) throws CommandFault, InterruptedException {
        if (elsewhere != null) {
            try (ServiceClient client = new ServiceClient(elsewhere)) {
                return new ServedRuns(client).open(limit);
            }
        }
        return StoreAccess.looking(
                place, arguments, console, store -> new StoredRuns(store).open(limit));
    }

    /** Gives an order to a run: to the service that holds it, else here in the foreground. */
    int give(String run, RunOrder order) throws CommandFault, InterruptedException {
        ServiceAddress service = service();
        return service == null ? stored(run, order) : served(service, fullId(run), order);
    }

    /** Goes on with a run. */
    int resume(String run) throws CommandFault, InterruptedException {
        ServiceAddress service = service();
        return service == null
                ? stored(run, null)
                : served(service, fullId(run), new RunOrder.Resume());
    }

    /**
     * Answers a question.
     *
     * @param id of the question, or of a run that asks one and no more
     */
    int answer(String id, Answer given) throws CommandFault, InterruptedException {
        ServiceAddress service = service();
        if (service == null) {
            return orders().carryOut(new AnsweredQuestion(id, given));
        }
        RunOrder.Answered answered =
                new RunOrder.Answered(
                        elsewhere != null
                                ? id
                                : StoreAccess.looking(
                                        place,
                                        arguments,
                                        console,
                                        store -> AnsweredQuestion.find(id, store).id()),
                        given);
        boolean decided;
        try (ServiceClient client = new ServiceClient(service.preferring(console))) {
            decided = new ServedRuns(client).answer(answered);
        }
        console.err()
                .println(decided ? "taken; the run goes on" : "taken; more people must answer");
        return ExitCode.FINE;
    }

    private @Nullable ServiceAddress service() {
        return elsewhere != null ? elsewhere : here;
    }

    /** What people shorten, a service on this machine need not know: its store does. */
    private String fullId(String run) throws CommandFault, InterruptedException {
        return elsewhere != null
                ? run
                : StoreAccess.looking(
                        place, arguments, console, store -> new StoredRuns(store).find(run).id());
    }

    private int served(ServiceAddress service, String run, RunOrder order)
            throws CommandFault, InterruptedException {
        String id;
        try (ServiceClient client = new ServiceClient(service)) {
            id = new ServedRuns(client).order(run, order);
        }
        ReportOptions report = ReportOptions.from(arguments, console);
        if (report.format() == Format.JSON) {
            report.write(JsonOutput.of(MapValue.builder().put("run", id).build()) + "\n", console);
        }
        console.err()
                .println(
                        "the service has taken it; `tocsin runs show "
                                + id
                                + options()
                                + "` tells how "
                                + id
                                + " goes on");
        return ExitCode.FINE;
    }

    private StoredOrders orders() throws CommandFault {
        return new StoredOrders(place, arguments, ServiceOptions.from(arguments), console);
    }

    private int stored(String run, @Nullable RunOrder order)
            throws CommandFault, InterruptedException {
        return orders().carryOut(
                        new StoredOrders.Meant() {
                            @Override
                            public RunRow run(StoredRuns runs) throws StoreException, CommandFault {
                                return runs.find(run);
                            }

                            @Override
                            public @Nullable RunOrder order(RunRow row) {
                                // One that needs attention must be told to try again.
                                return order == null && row.status() == RunStatus.NEEDS_ATTENTION
                                        ? new RunOrder.Resume()
                                        : order;
                            }
                        });
    }
}
