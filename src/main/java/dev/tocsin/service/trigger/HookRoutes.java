package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.UnstorableRunException;
import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.playbook.SenderProof;
import dev.tocsin.schema.SchemaFault;
import dev.tocsin.schema.SecretMarks;
import dev.tocsin.service.access.Identified;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.service.config.ServiceFile.RequestLimits;
import dev.tocsin.service.http.ApiSchema;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Needs;
import dev.tocsin.service.http.Problem;
import dev.tocsin.service.http.ProblemException;
import dev.tocsin.service.http.Request;
import dev.tocsin.service.http.Response;
import dev.tocsin.service.http.Route;
import dev.tocsin.service.http.RouteDoc.BodyDoc;
import dev.tocsin.service.trigger.Hooks.Hook;
import dev.tocsin.service.trigger.SenderCheck.Verdict;
import dev.tocsin.service.trigger.Starter.Begun;
import dev.tocsin.service.trigger.Starter.Prepared;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Where webhooks of playbooks are called: {@code POST /v1/hooks/{path}}. */
public final class HookRoutes {

    /** Routes know how many parts a path has; nobody needs more. */
    static final int MOST_PARTS = 6;

    private static final int MAX_KEY = 200;

    private static final MapValue ANSWER =
            ApiSchema.of(
                    """
                    {"type": "object", "required": ["accepted", "runs"],
                     "properties": {"accepted": {"type": "boolean"},
                                    "runs": {"type": "array", "items": {"type": "object"}}}}
                    """);
    private static final MapValue BODY =
            ApiSchema.of(
                    """
                    {"description": "What the playbook's `body` says"}
                    """);

    private final Store store;
    private final Supplier<Generation> generation;
    private final Starter starter;
    private final SenderCheck senders;
    private final Tokens tokens;
    private final RequestLimits limits;
    private final RateLimits rates;
    private final Metrics metrics;
    private final TriggerLog log;
    private final InstantSource clock;
    private volatile Hooks hooks = Hooks.of(Generation.NONE);

    public HookRoutes(
            Store store,
            Supplier<Generation> generation,
            Starter starter,
            SenderCheck senders,
            Tokens tokens,
            RequestLimits limits,
            Metrics metrics,
            TriggerLog log,
            InstantSource clock) {
        this.store = store;
        this.generation = generation;
        this.starter = starter;
        this.senders = senders;
        this.tokens = tokens;
        this.limits = limits;
        this.rates = new RateLimits(clock);
        this.metrics = metrics;
        this.log = log;
        this.clock = clock;
    }

    /** For the table. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        StringBuilder pattern = new StringBuilder("/v1/hooks");
        for (int i = 1; i <= MOST_PARTS; i++) {
            pattern.append("/{part").append(i).append('}');
            int parts = i;
            routes.add(
                    Route.post(pattern.toString())
                            .needs(
                                    new Needs.OwnProof(
                                            "the signature or token that the playbook asks for"))
                            .summary("Call the webhook of a playbook")
                            // Not checked by the table: the signature is over the bytes as they
                            // are, and comes first.
                            .takes(
                                    new BodyDoc(
                                            EventBody.HOOK_TYPES, BODY, true, limits.bodyBytes()))
                            .answers(202, "Taken: its run is in the store", ANSWER)
                            .answers(200, "The same was taken before", ANSWER)
                            .does(request -> call(path(request, parts), request)));
        }
        return routes;
    }

    private static String path(Request request, int parts) {
        List<String> path = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            path.add(request.value("part" + i));
        }
        return String.join("/", path);
    }

    private Hooks hooks() {
        Generation now = generation.get();
        Hooks known = hooks;
        if (known.generation() != now) {
            known = Hooks.of(now);
            hooks = known;
        }
        return known;
    }

    private Response call(String path, Request request)
            throws ProblemException, StoreException, InterruptedException {
        Hook hook = hooks().at(path);
        if (hook == null) {
            rates.countUnknown();
            throw Problem.notFound("no playbook has a webhook at `" + path + "`").asException();
        }
        rates.count(path, limits.requestsPerMinute());
        Instant now = clock.instant();
        Caller caller = prove(hook, path, request, now);
        Value body = Bodies.json(request);
        List<SchemaFault> faults = hook.check().check(body);
        if (!faults.isEmpty()) {
            Receipt.Refused refused = Receipt.Refused.of(faults);
            throw Problem.invalid(refused.detail(), refused.faults()).asException();
        }
        Start start =
                new Start(
                        hook.playbook(),
                        hook.trigger().name(),
                        SecretMarks.mark(body, hook.trigger().body()),
                        RunFacts.Signal.NONE,
                        MapValue.EMPTY,
                        once(hook, path, request),
                        caller.name());
        return switch (starter.prepare(start, now)) {
            case Prepared.Ready ready -> taken(ready, caller.guard(), path, now);
            case Prepared.Impossible(Start _, String reason) -> throw impossible(path, reason);
        };
    }

    /** Who calls, and what makes a copy of the call known. */
    private record Caller(String name, ReplayGuard guard) {}

    private Caller prove(Hook hook, String path, Request request, Instant now)
            throws ProblemException, StoreException, InterruptedException {
        SenderProof proof = hook.trigger().proof();
        if (proof == null) {
            return new Caller(byToken(hook, request).name(), ReplayGuard.NONE);
        }
        return switch (senders.check(proof, request::header, request.body(), now)) {
            case Verdict.Proven proven ->
                    new Caller("webhook " + path, ReplayGuard.of(proven, "hook/" + path));
            case Verdict.Unproven(String reason) -> throw refused(path, reason);
            case Verdict.Unready(String reason) -> {
                warn("hook.unready", path, reason);
                throw Problem.unavailable(
                                "the keys of this webhook are not there", Duration.ofMinutes(1))
                        .asException();
            }
        };
    }

    /** A token of the service: one that may hand in what is for this playbook. */
    private Principal byToken(Hook hook, Request request) throws ProblemException, StoreException {
        String given = request.header("authorization");
        boolean bearer = given != null && given.regionMatches(true, 0, "Bearer ", 0, 7);
        Identified identified =
                given != null && bearer
                        ? tokens.identify(given.substring(7).strip())
                        : new Identified.Absent();
        return switch (identified) {
            case Identified.Known(Principal principal) -> {
                if (!principal.mayIngest(hook.playbook().id())) {
                    metrics.refused("role");
                    throw Problem.forbidden(
                                    "`"
                                            + principal.name()
                                            + "` may not call this webhook; that takes a token for"
                                            + " `ingest:"
                                            + hook.playbook().id()
                                            + "`")
                            .asException();
                }
                yield principal;
            }
            case Identified.Absent _ ->
                    throw refused(hook.trigger().path().text(), "no token is shown");
            case Identified.Refused(String reason, String told) -> {
                metrics.refused(reason);
                throw Problem.unauthorized(told).asException();
            }
        };
    }

    private ProblemException refused(String path, String reason) {
        metrics.refused("wrong");
        warn("hook.refused", path, reason);
        // A stranger is not told how close it came.
        return Problem.unauthorized("the sender is not known by this").asException();
    }

    private ProblemException impossible(String path, String reason) {
        warn("hook.impossible", path, reason);
        return Problem.unavailable(
                        "this webhook cannot start its playbook now: " + reason,
                        Duration.ofMinutes(1))
                .asException();
    }

    private void warn(String event, String path, String reason) {
        log.warning(event, MapValue.builder().put("path", path).put("reason", reason).build());
    }

    /** With {@code Idempotency-Key} the sender says itself which calls are one. */
    private static @Nullable String once(Hook hook, String path, Request request)
            throws ProblemException {
        @Nullable String key = request.header("idempotency-key");
        if (key != null && (key.isEmpty() || key.length() > MAX_KEY)) {
            throw Problem.badRequest("`Idempotency-Key` has 1 to " + MAX_KEY + " characters")
                    .asException();
        }
        return key == null ? null : OnceText.of("webhook", hook.playbook().id(), path, key);
    }

    private Response taken(Prepared.Ready ready, ReplayGuard guard, String path, Instant now)
            throws ProblemException, StoreException, InterruptedException {
        Taken taken;
        try {
            taken = store.await(tx -> take(tx, ready, guard, now));
        } catch (Unstorable e) {
            throw impossible(path, String.valueOf(e.getMessage()));
        }
        return switch (taken) {
            case Taken.Replayed _ -> {
                warn("hook.replayed", path, "a copy of a request that was taken before");
                throw Problem.conflict(
                                "this very request was taken before, and nothing was done again")
                        .asException();
            }
            case Taken.Done(Begun begun) -> {
                starter.begin(List.of(begun), List.of(ready));
                MapValue answer =
                        MapValue.builder()
                                .put("accepted", true)
                                .put("runs", ListValue.of(begun.toValue()))
                                .build();
                yield Response.json(begun.created().isNew() ? 202 : 200, answer);
            }
        };
    }

    private sealed interface Taken {

        record Done(Begun begun) implements Taken {}

        record Replayed() implements Taken {}
    }

    private Taken take(Transaction tx, Prepared.Ready ready, ReplayGuard guard, Instant now)
            throws StoreException {
        if (!guard.isFirst(tx, now)) {
            return new Taken.Replayed();
        }
        try {
            return new Taken.Done(starter.create(tx, ready, null, now));
        } catch (UnstorableRunException e) {
            throw new Unstorable(e.text());
        }
    }
}
