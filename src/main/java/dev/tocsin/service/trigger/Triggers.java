package dev.tocsin.service.trigger;

import dev.tocsin.connector.CredentialSource;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile.RequestLimits;
import dev.tocsin.service.config.ServiceFile.Source;
import dev.tocsin.service.http.HealthCheck;
import dev.tocsin.service.http.HealthCheck.Finding;
import dev.tocsin.service.http.HealthCheck.State;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Route;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All that makes runs begin in a service, put together: the project that is kept in step with its
 * folder, the routes of alerts and webhooks, schedules and polls.
 *
 * {@snippet :
 * Gate gate = new ContainmentGate(file.containment());           // for the host
 * Triggers triggers = new Triggers(parts);                       // reads the project
 * RouteTable table = RouteTable.of(triggers.routes(), others);
 * triggers.start();                                              // after the host has started
 * }
 */
public final class Triggers implements AutoCloseable {

    /**
     * What a service gives to its triggers.
     *
     * @param runs creates and begins runs
     * @param folder of the project
     * @param inputs gives values to inputs where a policy does not
     * @param credentials the keys of webhooks and of sources that sign
     * @param reads performs reads outside of runs
     * @param sources those that the operator names, maybe none; null without a service file, which
     *     lets every connector with alerts be one
     * @param knowsTargets whether each run is told the common form of the alert behind it: needed
     *     where devices or users are protected by name
     * @param log gets a line for whatever is not as it should be
     * @param random for ids and seeds of runs
     */
    public record Parts(
            Store store,
            RunCreator runs,
            ProjectFolder folder,
            StartInputs inputs,
            CredentialSource credentials,
            Reads reads,
            @Nullable Map<String, Source> sources,
            boolean knowsTargets,
            RequestLimits limits,
            Suppressor suppressor,
            Tokens tokens,
            Metrics metrics,
            TriggerLog log,
            InstantSource clock,
            RandomGenerator random) {}

    private final Parts parts;
    private final Reload reload;
    private final Starter starter;
    private final Ingest ingest;
    private final SenderCheck senders;
    private final Schedules schedules;
    private final Polls polls;
    private final Clockwork clockwork;
    private @Nullable FolderWatch watch;

    /** Reads the project; what is wrong with it is among {@link #failing}. */
    public Triggers(Parts parts) {
        this.parts = parts;
        reload =
                new Reload(
                        parts.folder(),
                        parts.log(),
                        _ -> parts.metrics().reloadFailed(),
                        parts.clock());
        starter = new Starter(parts.runs(), parts.inputs(), parts.random());
        senders = new SenderCheck(parts.credentials());
        ingest =
                new Ingest(
                        parts.store(),
                        reload::current,
                        parts.sources(),
                        starter,
                        parts.suppressor(),
                        parts.knowsTargets(),
                        parts.reads(),
                        Pace.USUAL,
                        parts.log(),
                        parts.clock());
        schedules =
                new Schedules(
                        parts.store(),
                        reload::current,
                        starter,
                        Pace.USUAL,
                        parts.log(),
                        parts.clock());
        polls =
                new Polls(
                        parts.store(),
                        reload::current,
                        starter,
                        parts.reads(),
                        Pace.USUAL,
                        parts.log(),
                        parts.clock());
        clockwork =
                new Clockwork(
                        List.of(reload, ingest.arrivals(), schedules, polls),
                        parts.log(),
                        parts.clock());
        reload.reload();
    }

    /** For the table of the service. */
    public List<Route> routes() {
        Map<String, Source> sources = parts.sources();
        List<Route> routes =
                new ArrayList<>(
                        new SignalRoutes(
                                        ingest,
                                        senders,
                                        sources == null ? Map.of() : sources,
                                        parts.limits(),
                                        parts.metrics(),
                                        parts.log(),
                                        parts.clock())
                                .routes());
        routes.addAll(
                new HookRoutes(
                                parts.store(),
                                reload::current,
                                starter,
                                senders,
                                parts.tokens(),
                                parts.limits(),
                                parts.metrics(),
                                parts.log(),
                                parts.clock())
                        .routes());
        return routes;
    }

    /** Starts runs that somebody orders. */
    public StartByHand byHand() {
        return new StartByHand(
                parts.store(), reload::current, starter, parts.reads(), parts.clock());
    }

    /** What the project holds now. */
    public Generation current() {
        return reload.current();
    }

    /** Reads the project again, now. */
    public Generation reload() {
        return reload.reload();
    }

    /** Takes up what an earlier process left, and begins to do things at their times. */
    public void start() throws StoreException {
        parts.metrics()
                .gauges(
                        "tocsin_signals",
                        "Alerts and incidents in the store, by what became of them",
                        "state",
                        this::signals);
        parts.metrics()
                .gauge(
                        "tocsin_triggers_failing",
                        "Files, schedules, polls and alerts that wait to be tried again",
                        () -> failing().size());
        ingest.arrivals().onNew(clockwork::wake);
        ingest.arrivals().recover();
        clockwork.start();
        try {
            watch =
                    FolderWatch.of(
                            parts.folder().root(),
                            () -> {
                                reload.touched();
                                clockwork.wake();
                            });
        } catch (IOException e) {
            parts.log()
                    .warning(
                            "reload.unwatched",
                            MapValue.builder()
                                    .put("folder", parts.folder().root().toString())
                                    .put("reason", String.valueOf(e.getMessage()))
                                    .put("consequence", "changes are seen within 5 seconds")
                                    .build());
        }
    }

    private Map<String, Long> signals() {
        Map<String, Long> counts = new LinkedHashMap<>();
        try {
            Map<SignalState, Long> found = parts.store().read(SignalTable::counts);
            for (SignalState state : SignalState.values()) {
                counts.put(state.text(), found.getOrDefault(state, 0L));
            }
        } catch (StoreException _) {
            // The health of the store says so.
        }
        return counts;
    }

    /** For readiness: counts of what is not as it should be, which keeps no work away. */
    public List<HealthCheck> checks() {
        return List.of(
                check("project", reload, "files cannot be used as they stand"),
                check("arrivals", ingest.arrivals(), "alerts wait for their source to answer"),
                check("schedules", schedules, "schedules cannot start their runs"),
                check("polls", polls, "polls failed the last time"));
    }

    private static HealthCheck check(String name, Driven part, String what) {
        return () -> {
            int count = part.failing().size();
            return count == 0
                    ? new Finding(name, State.OK, "")
                    : new Finding(name, State.WARNING, count + " " + what);
        };
    }

    /** One line for each thing that is not as it should be, with names out of files. */
    public List<String> failing() {
        return clockwork.failing();
    }

    /** Nothing new begins by itself any more. */
    @Override
    public void close() {
        FolderWatch listening = watch;
        if (listening != null) {
            try {
                listening.close();
            } catch (IOException _) {
                // It ends with the process.
            }
        }
        clockwork.close();
    }
}
