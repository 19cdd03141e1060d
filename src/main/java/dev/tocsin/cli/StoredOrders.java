package dev.tocsin.cli;

import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.host.AnswerBook;
import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.host.durable.UnknownProgramException;
import dev.tocsin.program.Program;
import dev.tocsin.store.Audit;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Carries out orders to the runs of a store that no service holds: the order is recorded, and the
 * run goes on in the foreground as far as it comes.
 */
final class StoredOrders {

    private final StorePlace place;
    private final Arguments arguments;
    private final ServiceOptions services;
    private final Console console;

    StoredOrders(StorePlace place, Arguments arguments, ServiceOptions services, Console console) {
        this.place = place;
        this.arguments = arguments;
        this.services = services;
        this.console = console;
    }

    /** Finds out which run an order is for, and which order it is. */
    interface Meant {

        /** The run. */
        RunRow run(StoredRuns runs) throws StoreException, CommandFault;

        /** The order; null to go on with the run and nothing else. */
        @Nullable RunOrder order(RunRow run) throws CommandFault;
    }

    /** Opens the store and carries it out. */
    int carryOut(Meant meant) throws CommandFault, InterruptedException {
        place.require();
        Store store = StoreAccess.open(place, arguments, console);
        boolean handedOn = false;
        try {
            RunRow run = meant.run(new StoredRuns(store));
            RunOrder order = meant.order(run);
            if (run.status().hasEnded() && !(order instanceof RunOrder.RetryFrom)) {
                throw CommandFault.refused(
                        run.id() + " has ended: " + run.status().text(),
                        "`tocsin runs show " + run.id() + place.options() + "` tells how");
            }
            Program program = program(store, run);
            Diagnostics diagnostics = new Diagnostics();
            Path root = ProjectRoot.above(console.directory());
            ConnectorRegistry connectors =
                    ConnectorRegistry.load(root, console.directory(), diagnostics);
            try (Services reached =
                    Services.open(services, root, connectors, console, diagnostics)) {
                reached.check(program, diagnostics);
                RunCommand.print(diagnostics, Profile.STANDARD, console);
                if (diagnostics.hasErrors()) {
                    return ExitCode.FAULT;
                }
                DurableSession.Stage stage =
                        new DurableSession.Stage(
                                place,
                                store,
                                reached,
                                new RunAnswerer(new AnswerBook(console.user()), console),
                                ReportOptions.from(arguments, console),
                                console);
                handedOn = true;
                try (DurableSession session = DurableSession.open(program, stage)) {
                    return carryOut(order, run, session);
                }
            }
        } catch (StoreException e) {
            throw StoreAccess.fault(e);
        } finally {
            if (!handedOn) {
                store.close();
            }
        }
    }

    private static Program program(Store store, RunRow run) throws CommandFault {
        try {
            return new StoredPrograms(store, new SourceCompiler()).of(run.digest());
        } catch (UnknownProgramException e) {
            throw CommandFault.configuration(
                    run.id() + " cannot go on: " + e.text(),
                    "the release of Tocsin that began it may still take it");
        }
    }

    private int carryOut(@Nullable RunOrder order, RunRow run, DurableSession session)
            throws CommandFault, StoreException, InterruptedException {
        if (order == null) {
            return session.goOn(run, () -> {});
        }
        if (order instanceof RunOrder.RetryFrom) {
            return session.watchNew(give(order, run, session));
        }
        return session.goOn(run, () -> give(order, run, session));
    }

    /** The id of the run that goes on. */
    private String give(RunOrder order, RunRow run, DurableSession session)
            throws CommandFault, StoreException, InterruptedException {
        String by = console.user();
        Instant now = console.clock().now();
        session.store()
                .await(tx -> Audit.append(tx, now, by, order.action(), run.id(), order.detail()));
        return switch (order.give(run.id(), session.host(), by)) {
            case Control.Done(String id) -> id;
            case Control.Unknown _ ->
                    throw CommandFault.refused("there is no such run or question", null);
            case Control.Refused(String why) -> throw CommandFault.refused(why, help(run));
        };
    }

    private @Nullable String help(RunRow run) {
        return run.status() == RunStatus.NEEDS_ATTENTION
                ? "`tocsin runs show " + run.id() + place.options() + "` tells what to do"
                : null;
    }
}
