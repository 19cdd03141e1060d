package dev.tocsin.service.http;

import dev.tocsin.host.durable.Control;
import dev.tocsin.host.durable.Resolution;
import dev.tocsin.service.access.Permission;
import dev.tocsin.store.Audit;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What people have done to runs. An order stands in the audit log before it is carried out: who
 * gave it and to which run is on record whatever becomes of it.
 */
public final class RunOrderRoutes {

    private static final MapValue REASON =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["reason"], "additionalProperties": false,
                     "properties": {"reason": {"type": "string", "minLength": 1, "maxLength": 1000}}}
                    """);

    private final Store store;
    private final RunOrders orders;
    private final RunLookup lookup;
    private final InstantSource clock;

    public RunOrderRoutes(Store store, Project project, RunOrders orders, InstantSource clock) {
        this.store = store;
        this.orders = orders;
        this.lookup = new RunLookup(store, project);
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/runs")
                        .needs(Permission.RUN)
                        .summary("Starts a run by hand")
                        .takes(ApiSchema.ref("StartOrder"))
                        .answers(201, "It is committed", ApiSchema.ref("RunId"))
                        .does(this::start),
                order("cancel", "Asks a run to end: what was sent is awaited, `finally` runs")
                        .takes(REASON)
                        .does(this::cancel),
                order("resume", "Tries again to go on with a run that could not be taken up")
                        .does(this::resume),
                order("resolve", "Says what became of an operation whose outcome is not known")
                        .takes(ApiSchema.ref("ResolveOrder"))
                        .does(this::resolve),
                order("retry", "Begins a new run out of one that has ended, at a step")
                        .takes(ApiSchema.ref("RetryOrder"))
                        .does(this::retry));
    }

    private static Route.Builder order(String name, String summary) {
        return Route.post("/v1/runs/{id}/" + name)
                .needs(Permission.CONTROL)
                .summary(summary)
                .answers(200, "It is committed", ApiSchema.ref("RunId"));
    }

    private Response start(Request request)
            throws ProblemException, StoreException, InterruptedException {
        MapValue body = body(request);
        String playbook = String.valueOf(body.text("playbook"));
        lookup.check(request.principal(), "run", playbook);
        Value event = body.get("event");
        MapValue inputs = body.get("inputs") instanceof MapValue given ? given : MapValue.EMPTY;
        audit(request, "run.start", playbook, null);
        return switch (orders.start(
                playbook,
                event == NullValue.NULL ? null : event,
                inputs,
                request.principal().name())) {
            case RunOrders.Started.Begun(String run) ->
                    Response.json(201, id(run)).with("Location", "/v1/runs/" + run);
            case RunOrders.Started.NoPlaybook _ ->
                    throw Problem.notFound("there is no playbook `" + playbook + "`").asException();
            case RunOrders.Started.Invalid(List<Fault> faults) ->
                    throw Problem.invalid(faults.getFirst().detail(), faults).asException();
            case RunOrders.Started.Refused(String why) -> throw Problem.conflict(why).asException();
        };
    }

    private Response cancel(Request request)
            throws ProblemException, StoreException, InterruptedException {
        RunRow run = lookup.find(request, "cancel");
        String reason = String.valueOf(body(request).text("reason"));
        audit(request, "run.cancel", run.id(), reason);
        return done(orders.cancel(run.id(), reason, request.principal().name()), run);
    }

    private Response resume(Request request)
            throws ProblemException, StoreException, InterruptedException {
        RunRow run = lookup.find(request, "run");
        audit(request, "run.resume", run.id(), null);
        return done(orders.resume(run.id(), request.principal().name()), run);
    }

    private Response resolve(Request request)
            throws ProblemException, StoreException, InterruptedException {
        RunRow run = lookup.find(request, "run");
        MapValue body = body(request);
        String outcome = String.valueOf(body.text("outcome"));
        Resolution resolution =
                switch (outcome) {
                    case "done" -> new Resolution.WasDone(result(body));
                    case "repeat" -> new Resolution.Repeat();
                    default -> new Resolution.GiveUp();
                };
        audit(request, "run.resolve", run.id(), outcome);
        return done(
                orders.resolve(run.id(), body.text("step"), resolution, request.principal().name()),
                run);
    }

    private static Value result(MapValue body) {
        Value result = body.get("result");
        return result == null ? MapValue.EMPTY : result;
    }

    private Response retry(Request request)
            throws ProblemException, StoreException, InterruptedException {
        RunRow run = lookup.find(request, "run");
        String step = String.valueOf(body(request).text("step"));
        audit(request, "run.retry", run.id(), "from " + step);
        return done(orders.retryFrom(run.id(), step, request.principal().name()), run);
    }

    private static Response done(Control control, RunRow run) throws ProblemException {
        return switch (control) {
            case Control.Done(String id) -> Response.json(id(id));
            case Control.Unknown _ ->
                    throw Problem.notFound("there is no run `" + run.id() + "`").asException();
            case Control.Refused(String why) -> throw Problem.conflict(why).asException();
        };
    }

    private void audit(Request request, String action, String object, @Nullable String detail)
            throws StoreException, InterruptedException {
        Instant now = clock.instant();
        store.await(
                tx -> Audit.append(tx, now, request.principal().name(), action, object, detail));
    }

    private static MapValue body(Request request) throws ProblemException {
        return request.json() instanceof MapValue body ? body : MapValue.EMPTY;
    }

    private static MapValue id(String run) {
        return MapValue.builder().put("run", run).build();
    }
}
