package dev.tocsin.service;

import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.DurableOptions;
import dev.tocsin.host.durable.SourceCompiler;
import dev.tocsin.host.durable.StoredPrograms;
import dev.tocsin.service.access.Encryption;
import dev.tocsin.service.access.ListenRefusedException;
import dev.tocsin.service.config.ServiceFile;
import dev.tocsin.service.http.HttpService;
import dev.tocsin.service.http.LiveRuns;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Observation;
import dev.tocsin.service.http.RouteTable;
import dev.tocsin.service.http.ServerLimits;
import dev.tocsin.service.http.Tracing;
import dev.tocsin.service.question.ConnectorSender;
import dev.tocsin.service.question.MessageCounts;
import dev.tocsin.service.question.Messenger;
import dev.tocsin.service.question.QuestionBook;
import dev.tocsin.service.question.QuestionDesk;
import dev.tocsin.service.trigger.Clockwork;
import dev.tocsin.service.trigger.ContainmentGate;
import dev.tocsin.service.trigger.Generation;
import dev.tocsin.service.trigger.LoadProblem;
import dev.tocsin.service.trigger.ProjectFolder;
import dev.tocsin.service.trigger.RunCreator;
import dev.tocsin.service.trigger.StartInputs;
import dev.tocsin.service.trigger.Suppressor;
import dev.tocsin.service.trigger.Triggers;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;

import io.opentelemetry.api.GlobalOpenTelemetry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole service: takes what starts runs, carries runs out, asks people, and lets them look on.
 *
 * <p>In the order of a start: the project is read, what an earlier process left is taken up, the
 * doors open, and last the clocks begin to tick. In the order of a stop: nothing new is taken, what
 * was sent gets its time, and the rest goes on from the store at the next start.
 */
public final class Service implements AutoCloseable {

    /** How long operations that were sent are awaited when the service stops. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final ServiceParts parts;
    private final Triggers triggers;
    private final DurableHost host;
    private final Messenger messenger;
    private final Clockwork upkeep;
    private final MissingConnections missing;
    private final HttpService.Doors doors;
    private final HttpService http;

    private Service(
            ServiceParts parts,
            Triggers triggers,
            DurableHost host,
            Messenger messenger,
            Clockwork upkeep,
            MissingConnections missing,
            HttpService.Doors doors,
            HttpService http) {
        this.parts = parts;
        this.triggers = triggers;
        this.host = host;
        this.messenger = messenger;
        this.upkeep = upkeep;
        this.missing = missing;
        this.doors = doors;
        this.http = http;
    }

    /**
     * Starts everything.
     *
     * @throws ListenRefusedException if the address cannot be had; nothing goes on then
     */
    public static Service start(ServiceParts parts) throws StoreException, ListenRefusedException {
        Metrics metrics = new Metrics();
        Observation observation =
                new Observation(parts.log(), metrics, new Tracing(GlobalOpenTelemetry.get()));
        ServiceFile file = parts.file();
        ServicePerformer performer =
                new ServicePerformer(parts.caller(), observation, parts.clock());
        StoredPrograms programs = new StoredPrograms(parts.store(), new SourceCompiler());
        QuestionBook book = new QuestionBook(file, programs);
        LiveRuns live = new LiveRuns();
        DurableHost host =
                new DurableHost(
                        parts.store(),
                        programs,
                        performer,
                        parts.clock(),
                        new ContainmentGate(file.containment()),
                        book,
                        new RunsWatch(live, metrics),
                        DurableOptions.standard()
                                .writingThrough(new TimedJournal(parts.store(), metrics))
                                .takingCallbacksAt(file.publicUrl() + CallbackRoutes.PATH));
        Messenger messenger =
                new Messenger(
                        file,
                        parts.store(),
                        host,
                        new ConnectorSender(parts.connectors(), parts.caller()),
                        parts.random(),
                        parts.clock(),
                        new MessageCounts(observation));
        Triggers triggers = new Triggers(triggers(parts, host, programs, performer, metrics));
        HttpService.Doors doors = new HttpService.Doors(parts.tokens(), parts.clock());
        QuestionDesk desk =
                new QuestionDesk(file, parts.store(), host, book, programs, parts.clock());
        MissingConnections missing =
                new MissingConnections(
                        triggers::current,
                        parts.connections(),
                        file.questions(),
                        parts.log()::warning,
                        parts.clock());
        missing.tick();
        ServiceRoutes routes =
                new ServiceRoutes(
                        parts, host, programs, desk, triggers, missing, live, metrics, doors);
        host.start();
        HttpService http;
        try {
            http =
                    HttpService.start(
                            parts.where(), ServerLimits.USUAL, routes.table(), doors, observation);
        } catch (ListenRefusedException e) {
            host.close();
            throw e;
        }
        new StoreNumbers(parts.store()).register(metrics);
        messenger.start();
        triggers.start();
        Clockwork upkeep =
                new Clockwork(
                        List.of(new Retention(parts.store(), file.store(), parts.clock()), missing),
                        parts.log()::warning,
                        parts.clock());
        upkeep.start();
        parts.log()
                .info(
                        "service.started",
                        MapValue.builder()
                                .put("port", http.port())
                                .put("playbooks", triggers.current().playbooks().size())
                                .build());
        return new Service(parts, triggers, host, messenger, upkeep, missing, doors, http);
    }

    private static Triggers.Parts triggers(
            ServiceParts parts,
            DurableHost host,
            StoredPrograms programs,
            ServicePerformer performer,
            Metrics metrics) {
        ServiceFile file = parts.file();
        return new Triggers.Parts(
                parts.store(),
                RunCreator.of(host, programs),
                new ProjectFolder(
                        parts.root(),
                        parts.release(),
                        parts.connections().settings(),
                        file.profile()),
                new StartInputs(parts.connections().settings(), parts.credentials()),
                parts.credentials(),
                performer,
                file.sources().isEmpty() ? null : file.sources(),
                file.containment().protectsByName(),
                file.limits(),
                Suppressor.NONE,
                parts.tokens(),
                metrics,
                parts.log()::warning,
                parts.clock(),
                parts.random());
    }

    /** Where it is reached from this machine, without a slash at its end. */
    public String address() {
        boolean own = parts.where().encryption() instanceof Encryption.Own;
        var address = parts.where().address().getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return (own ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + http.port();
    }

    /** All that is served over HTTP. */
    public RouteTable routes() {
        return http.table();
    }

    /** What is served, in a few words. */
    public String contents() {
        Generation generation = triggers.current();
        int playbooks = generation.playbooks().size();
        String served =
                switch (playbooks) {
                    case 0 -> "no playbook (those below the folder `playbooks` are served)";
                    case 1 -> "1 playbook";
                    default -> playbooks + " playbooks";
                };
        return served + " of " + parts.root();
    }

    /** One line for each thing that is not as it should be. */
    public List<String> warnings() {
        List<String> lines = new ArrayList<>();
        for (LoadProblem problem : triggers.current().problems()) {
            lines.add(problem.text() + "; " + problem.consequence());
        }
        lines.addAll(missing.failing());
        return lines;
    }

    /** Who is asked where a containment is held; null where nobody is named. */
    public @Nullable String approver() {
        List<String> approvers = parts.file().questions().approvers();
        return approvers.isEmpty() ? null : approvers.getFirst();
    }

    /** The sources that alerts and incidents may come from. */
    public List<String> sources() {
        return List.copyOf(triggers.current().sources().keySet());
    }

    /**
     * Stops in good order: what was sent is awaited for a moment, and everything that is under way
     * goes on at the next start.
     */
    @Override
    public void close() {
        doors.stopping().begin();
        triggers.close();
        upkeep.close();
        messenger.close();
        boolean drained = false;
        try {
            drained = host.drain(DRAIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.close();
        host.close();
        parts.log().info("service.stopped", MapValue.builder().put("drained", drained).build());
    }
}
