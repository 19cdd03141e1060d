package dev.tocsin.service.http;

import dev.tocsin.host.durable.RunStory;
import dev.tocsin.host.durable.UnreadableRunException;
import dev.tocsin.service.access.Permission;
import dev.tocsin.store.RunFilter;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunStatus;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looking at runs. What is done to them is in {@link RunOrderRoutes}. */
public final class RunRoutes {

    private final Store store;
    private final RunOrders orders;
    private final RunLookup lookup;
    private final RunEvents events;

    public RunRoutes(Store store, Project project, RunOrders orders, LiveRuns live) {
        this.store = store;
        this.orders = orders;
        this.lookup = new RunLookup(store, project);
        this.events = new RunEvents(store, live, lookup);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/runs")
                        .needs(Permission.VIEW)
                        .summary("Runs, the newest first")
                        .query("status", statuses(), "only those that stand so")
                        .query("playbook", ApiSchema.STRING, "only those of this playbook")
                        .query("signal", Paging.AFTER, "only those that this signal started")
                        .query("limit", Paging.LIMIT, "at most so many, 50 without it")
                        .query("after", Paging.AFTER, "`next` of the page before")
                        .answers(200, "A page of them", ApiSchema.ref("RunPage"))
                        .does(this::list),
                Route.get("/v1/runs/{id}")
                        .needs(Permission.VIEW)
                        .summary("One run, with what happened in it")
                        .answers(200, "The run", ApiSchema.ref("RunWithStory"))
                        .does(this::show),
                Route.get("/v1/runs/{id}/events")
                        .needs(Permission.VIEW)
                        .summary(
                                "What happens in a run, as server-sent events: first what"
                                        + " happened, then live; goes on after `Last-Event-ID`")
                        .answers(200, "The stream; it ends with the run", "text/event-stream")
                        .does(request -> events.of(request, lookup.find(request, "view"))));
    }

    private static MapValue statuses() {
        return ApiSchema.oneOf(Arrays.stream(RunStatus.values()).map(RunStatus::text).toList());
    }

    private Response list(Request request) throws StoreException {
        String status = request.query("status");
        String signal = request.query("signal");
        RunFilter filter =
                new RunFilter(
                        request.query("playbook"),
                        status == null ? null : RunStatus.of(status),
                        signal == null ? null : Long.valueOf(signal),
                        null);
        int limit = Paging.limit(request);
        long before = Paging.after(request, Long.MAX_VALUE);
        List<RunRow> rows = store.read(reader -> RunTable.list(reader, filter, before, limit));
        List<Value> shown = new ArrayList<>();
        for (RunRow row : rows) {
            if (lookup.may(request.principal(), "view", row)) {
                shown.add(RunShapes.run(row).build());
            }
        }
        return Paging.page("runs", shown, rows.size() < limit ? null : rows.getLast().number());
    }

    private Response show(Request request) throws ProblemException, StoreException {
        RunRow row = lookup.find(request, "view");
        MapValue.Builder run = RunShapes.run(row);
        try {
            RunStory story = orders.story(row.id());
            run.put("story", story == null ? new ListValue(List.of()) : lines(story));
        } catch (UnreadableRunException e) {
            // The row is there all the same, and is what somebody who mends it looks for.
            run.put("story", new ListValue(List.of()))
                    .put("unreadable", String.valueOf(e.getMessage()));
        }
        return Response.json(run.build());
    }

    private static ListValue lines(RunStory story) {
        List<Value> lines = new ArrayList<>();
        for (RunStory.Line line : story.lines()) {
            lines.add(
                    MapValue.builder()
                            .put("seq", line.seq())
                            .put("at", line.at().toString())
                            .put("text", line.words())
                            .build());
        }
        return new ListValue(lines);
    }
}
