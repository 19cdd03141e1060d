package dev.tocsin.service.http;

import dev.tocsin.playbook.SignalKind;
import dev.tocsin.service.access.Permission;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.SignalFilter;
import dev.tocsin.store.SignalRow;
import dev.tocsin.store.SignalState;
import dev.tocsin.store.SignalTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looking at alerts and incidents, and at what became of them; {@code SignalRoutes} takes them. */
public final class SignalLookRoutes {

    /** Of one that is changed for ever the latest are enough. */
    private static final int MOST_REVISIONS = 100;

    private static final MapValue RAW = ApiSchema.oneOf(List.of("true", "false"));

    private final Store store;
    private final RunLookup lookup;

    public SignalLookRoutes(Store store, Project project) {
        this.store = store;
        this.lookup = new RunLookup(store, project);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (SignalKind kind : SignalKind.values()) {
            String all = "/v1/" + kind.word() + "s";
            routes.add(
                    Route.get(all)
                            .needs(Permission.VIEW)
                            .summary(title(kind) + "s, each revision, the newest first")
                            .query("state", states(), "only those of which this became")
                            .query("source", ApiSchema.STRING, "only those of this source")
                            .query("limit", Paging.LIMIT, "at most so many, 50 without it")
                            .query("after", Paging.AFTER, "`next` of the page before")
                            .answers(200, "A page of them", ApiSchema.ref("SignalPage"))
                            .does(request -> list(kind, request)));
            routes.add(
                    one(Route.get(all + "/{source}/{id}"))
                            .summary("One " + kind.word() + ", with its revisions and runs")
                            .does(request -> show(kind, request, request.value("id"))));
            routes.add(
                    one(Route.get(all + "/{source}").query("id", ApiSchema.STRING, "the id"))
                            .summary("The same for an id that a path cannot hold")
                            .does(request -> show(kind, request, request.query("id"))));
        }
        return routes;
    }

    private static Route.Builder one(Route.Builder route) {
        return route.needs(Permission.VIEW)
                .query("raw", RAW, "`true`: with what the source sent, its secrets sealed")
                .answers(200, "Its latest revision", ApiSchema.ref("SignalWithRuns"));
    }

    private static String title(SignalKind kind) {
        return switch (kind) {
            case ALERT -> "Alert";
            case INCIDENT -> "Incident";
        };
    }

    private static MapValue states() {
        return ApiSchema.oneOf(Arrays.stream(SignalState.values()).map(SignalState::text).toList());
    }

    private Response list(SignalKind kind, Request request) throws StoreException {
        String state = request.query("state");
        SignalFilter filter =
                new SignalFilter(
                        request.query("source"),
                        kind.word(),
                        null,
                        state == null ? null : SignalState.of(state),
                        null);
        int limit = Paging.limit(request);
        long before = Paging.after(request, Long.MAX_VALUE);
        List<SignalRow> rows =
                store.read(reader -> SignalTable.heads(reader, filter, before, limit));
        List<Value> shown = new ArrayList<>();
        rows.forEach(row -> shown.add(head(row).build()));
        return Paging.page(
                kind.word() + "s",
                shown,
                rows.size() < limit ? null : Long.valueOf(rows.getLast().number()));
    }

    /** A signal as it is in one moment. */
    private record Seen(SignalRow latest, List<SignalRow> revisions, List<RunRow> runs) {}

    private Response show(SignalKind kind, Request request, @Nullable String id)
            throws ProblemException, StoreException {
        if (id == null) {
            throw Problem.badRequest("the parameter `id` is missing").asException();
        }
        String source = request.value("source");
        Seen seen = find(source, kind, id);
        if (seen == null) {
            throw Problem.notFound("`" + source + "` sent no " + kind.word() + " `" + id + "`")
                    .asException();
        }
        List<Value> revisions = new ArrayList<>();
        seen.revisions().forEach(row -> revisions.add(head(row).build()));
        List<Value> runs = new ArrayList<>();
        for (RunRow run : seen.runs()) {
            if (lookup.may(request.principal(), "view", run)) {
                runs.add(RunShapes.run(run).build());
            }
        }
        MapValue.Builder shown =
                head(seen.latest())
                        .put("revisions", new ListValue(revisions))
                        .put("runs", new ListValue(runs));
        if ("true".equals(request.query("raw"))) {
            shown.put("raw", raw(seen.latest()));
        }
        return Response.json(shown.build());
    }

    private @Nullable Seen find(String source, SignalKind kind, String id) throws StoreException {
        SignalFilter same = new SignalFilter(source, kind.word(), id, null, null);
        return store.read(
                reader -> {
                    SignalRow latest = SignalTable.latest(reader, source, kind.word(), id);
                    if (latest == null) {
                        return null;
                    }
                    List<SignalRow> revisions =
                            SignalTable.heads(reader, same, Long.MAX_VALUE, MOST_REVISIONS);
                    List<RunRow> runs = new ArrayList<>();
                    for (SignalRow revision : revisions.reversed()) {
                        runs.addAll(RunTable.ofSignal(reader, revision.number()));
                    }
                    return new Seen(latest, revisions, runs);
                });
    }

    private static MapValue.Builder head(SignalRow row) {
        String detail = row.detail();
        return MapValue.builder()
                .put("number", row.number())
                .put("kind", row.kind())
                .put("source", row.source())
                .put("id", row.id())
                .put("revision", row.revision())
                .put("at", row.at().toString())
                .put("state", row.state().text())
                .put("detail", detail == null ? NullValue.NULL : new StringValue(detail))
                .put("by", row.by());
    }

    private static Value raw(SignalRow row) {
        try {
            return Json.parse(row.body());
        } catch (JsonException e) {
            throw new IllegalStateException(
                    "signal " + row.number() + " is kept as something else than JSON", e);
        }
    }
}
