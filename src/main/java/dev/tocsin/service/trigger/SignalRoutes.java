package dev.tocsin.service.trigger;

import dev.tocsin.playbook.SenderProof;
import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.access.Permission;
import dev.tocsin.service.config.ServiceFile.RequestLimits;
import dev.tocsin.service.config.ServiceFile.Source;
import dev.tocsin.service.http.ApiSchema;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Needs;
import dev.tocsin.service.http.Problem;
import dev.tocsin.service.http.ProblemException;
import dev.tocsin.service.http.Request;
import dev.tocsin.service.http.Response;
import dev.tocsin.service.http.Route;
import dev.tocsin.service.http.RouteDoc.BodyDoc;
import dev.tocsin.service.trigger.Ingest.Rerouting;
import dev.tocsin.service.trigger.SenderCheck.Verdict;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where alerts and incidents are handed in. */
public final class SignalRoutes {

    private static final MapValue BODY =
            ApiSchema.of(
                    """
                    {"description": "One event as the source sends it, a list of such, or CloudEvents",
                     "type": ["object", "array"]}
                    """);
    private static final MapValue ANSWER =
            ApiSchema.of(
                    """
                    {"description": "What became of it; for a list, `items` with one for each",
                     "type": "object",
                     "properties": {
                       "accepted": {"type": ["boolean", "integer"]},
                       "refused": {"type": "integer"},
                       "alert": {"type": "string"},
                       "incident": {"type": "string"},
                       "revision": {"type": "integer"},
                       "state": {"enum": ["arrived", "routed", "unrouted", "routingFailed",
                                          "suppressed", "passedOver"]},
                       "detail": {"type": "string"},
                       "runs": {"type": "array", "items": {"type": "object"}},
                       "items": {"type": "array", "items": {"type": "object"}}}}
                    """);

    private final Ingest ingest;
    private final SenderCheck senders;
    private final Map<String, Source> configured;
    private final RequestLimits limits;
    private final RateLimits rates;
    private final Metrics metrics;
    private final TriggerLog log;
    private final InstantSource clock;

    /**
     * @param configured the sources that the operator names: how each is known, and how often it
     *     may come
     */
    public SignalRoutes(
            Ingest ingest,
            SenderCheck senders,
            Map<String, Source> configured,
            RequestLimits limits,
            Metrics metrics,
            TriggerLog log,
            InstantSource clock) {
        this.ingest = ingest;
        this.senders = senders;
        this.configured = Map.copyOf(configured);
        this.limits = limits;
        this.rates = new RateLimits(clock);
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    /** For the table. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (SignalKind kind : SignalKind.values()) {
            String all = "/v1/" + kind.word() + "s/{source}";
            routes.add(
                    taking(Route.post(all))
                            .needs(Permission.INGEST)
                            .summary("Hand in " + kind.word() + "s of a source")
                            .does(request -> byToken(kind, request)));
            routes.add(
                    taking(Route.post("/v1/signed/" + kind.word() + "s/{source}"))
                            .needs(
                                    new Needs.OwnProof(
                                            "the signature or token that the service file asks of"
                                                    + " the source"))
                            .summary("Hand in " + kind.word() + "s of a source that signs them")
                            .does(request -> byProof(kind, request)));
            routes.add(
                    Route.post(all + "/{id}/route")
                            .needs(Permission.CONTROL)
                            .summary("Route one again that started nothing")
                            .answers(200, "What became of it", ANSWER)
                            .does(request -> routeAgain(kind, request, request.value("id"))));
            routes.add(
                    Route.post(all + "/route")
                            .needs(Permission.CONTROL)
                            .summary("The same for an id that a path cannot hold")
                            .query("id", ApiSchema.STRING, "the id at its source")
                            .answers(200, "What became of it", ANSWER)
                            .does(request -> routeAgain(kind, request, id(request))));
        }
        return routes;
    }

    private Route.Builder taking(Route.Builder route) {
        return route.takes(new BodyDoc(EventBody.TYPES, BODY, true, limits.bodyBytes()))
                .answers(202, "Taken: it is in the store, and so is what it starts", ANSWER)
                .answers(200, "The same was taken before", ANSWER)
                .answers(207, "Of a list, some were taken and some not", ANSWER);
    }

    private Response byToken(SignalKind kind, Request request) throws Exception {
        String source = request.value("source");
        if (!request.principal().mayIngest(source)) {
            throw Problem.forbidden(
                            "`"
                                    + request.principal().name()
                                    + "` may not hand in what comes from `"
                                    + source
                                    + "`")
                    .asException();
        }
        count(kind, source);
        return take(kind, source, request, request.principal().name(), ReplayGuard.NONE);
    }

    private Response byProof(SignalKind kind, Request request) throws Exception {
        String source = request.value("source");
        Source known = configured.get(source);
        SenderProof proof = known == null ? null : known.proof();
        if (proof == null) {
            rates.countUnknown();
            throw Problem.notFound("no source `" + source + "` signs what it sends").asException();
        }
        count(kind, source);
        Instant now = clock.instant();
        return switch (senders.check(proof, request::header, request.body(), now)) {
            case Verdict.Proven proven ->
                    take(
                            kind,
                            source,
                            request,
                            source,
                            ReplayGuard.of(proven, kind.word() + "/" + source));
            case Verdict.Unproven(String reason) -> {
                metrics.refused("wrong");
                refused(source, reason);
                throw Problem.unauthorized("the sender is not known by this").asException();
            }
            case Verdict.Unready(String reason) -> {
                refused(source, reason);
                throw Problem.unavailable(
                                "the keys of this source are not there", Duration.ofMinutes(1))
                        .asException();
            }
        };
    }

    private void refused(String source, String reason) {
        log.warning(
                "source.refused",
                MapValue.builder().put("source", source).put("reason", reason).build());
    }

    /** Before anything is parsed. */
    private void count(SignalKind kind, String source) throws ProblemException {
        Source known = configured.get(source);
        if (ingest.sources().find(kind, source) == null) {
            rates.countUnknown();
        } else {
            rates.count(
                    source, known == null ? limits.requestsPerMinute() : known.requestsPerMinute());
        }
    }

    private Response take(
            SignalKind kind, String source, Request request, String by, ReplayGuard guard)
            throws ProblemException, StoreException, InterruptedException {
        Instant began = clock.instant();
        EventBody body = Bodies.events(request);
        boolean asIs =
                body.events().size() == 1
                        && !body.isBatch()
                        && body.events().getFirst() instanceof CarriedEvent.Whole whole
                        && (whole.envelopeId() == null || request.header("ce-id") != null);
        return switch (ingest.take(kind, source, body, asIs ? request.body() : null, by, guard)) {
            case Ingest.Taking.UnknownSource _ ->
                    throw Problem.notFound(
                                    "there is no source `"
                                            + source
                                            + "` of "
                                            + kind.word()
                                            + "s; `tocsin connectors list` shows what there is")
                            .asException();
            case Ingest.Taking.Replayed _ -> {
                refused(source, "a copy of a request that was taken before");
                throw Problem.conflict(
                                "this very request was taken before, and nothing was done again")
                        .asException();
            }
            case Ingest.Taking.Done(List<Receipt> receipts) -> {
                receipts.forEach(each -> metrics.alertReceived(source, each.outcome()));
                metrics.acknowledged(Duration.between(began, clock.instant()));
                yield body.isBatch() ? many(receipts) : one(receipts.getFirst());
            }
        };
    }

    private static Response one(Receipt receipt) throws ProblemException {
        return switch (receipt) {
            case Receipt.Kept kept -> Response.json(kept.status(), kept.toValue());
            case Receipt.Refused refused ->
                    throw Problem.invalid(refused.detail(), refused.faults()).asException();
        };
    }

    private static Response many(List<Receipt> receipts) {
        List<Value> items = new ArrayList<>();
        int refused = 0;
        boolean anyNew = false;
        for (Receipt receipt : receipts) {
            MapValue.Builder item = MapValue.builder().put("status", receipt.status());
            receipt.toValue().entries().forEach(item::put);
            items.add(item.build());
            refused += receipt instanceof Receipt.Refused ? 1 : 0;
            anyNew |= receipt.status() == 202;
        }
        MapValue all =
                MapValue.builder()
                        .put("accepted", receipts.size() - refused)
                        .put("refused", refused)
                        .put("items", new ListValue(items))
                        .build();
        int status = refused == 0 ? anyNew ? 202 : 200 : refused < receipts.size() ? 207 : 422;
        return Response.json(status, all);
    }

    private static String id(Request request) throws ProblemException {
        String id = request.query("id");
        if (id == null) {
            throw Problem.badRequest("the parameter `id` is missing").asException();
        }
        return id;
    }

    private Response routeAgain(SignalKind kind, Request request, String id)
            throws ProblemException, StoreException, InterruptedException {
        String source = request.value("source");
        return switch (ingest.routeAgain(kind, source, id, request.principal().name())) {
            case Rerouting.Done(Receipt.Kept receipt) -> Response.json(receipt.toValueWithDetail());
            case Rerouting.Unknown _ ->
                    throw Problem.notFound(
                                    "`" + source + "` sent no " + kind.word() + " `" + id + "`")
                            .asException();
            case Rerouting.Settled(var state) ->
                    throw Problem.conflict("it is " + state.text() + " already").asException();
        };
    }
}
