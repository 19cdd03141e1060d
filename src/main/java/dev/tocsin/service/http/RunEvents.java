package dev.tocsin.service.http;

import dev.tocsin.service.access.Principal;
import dev.tocsin.store.EventRow;
import dev.tocsin.store.EventTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The stream of one run: a {@code journal} event for each row of its journal, whose id is the row's
 * number, then {@code step} and {@code status} events as they happen, without ids: they are not
 * told again. The rows say that something happened and when; what, {@code GET /v1/runs/{id}} tells
 * in words.
 */
final class RunEvents {

    private static final int ROWS = 200;
    private static final Duration BEAT = Duration.ofSeconds(15);

    /** A stream looks whether the service stops this often. */
    private static final Duration LOOK_UP = Duration.ofMillis(500);

    private final Store store;
    private final LiveRuns live;
    private final RunLookup lookup;

    RunEvents(Store store, LiveRuns live, RunLookup lookup) {
        this.store = store;
        this.live = live;
        this.lookup = lookup;
    }

    Response of(Request request, RunRow run) throws ProblemException {
        long after = lastSeen(request.header("last-event-id"));
        return Response.events(sink -> write(sink, request.principal(), run, after));
    }

    private static long lastSeen(@Nullable String id) throws ProblemException {
        if (id == null || id.isEmpty()) {
            return 0;
        }
        if (!id.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("`Last-Event-ID` is the id of an event of this stream")
                    .asException();
        }
        return Long.parseLong(id);
    }

    private void write(EventSink sink, Principal who, RunRow run, long after)
            throws IOException, InterruptedException {
        // Looking begins before the journal is read, so that nothing falls between the two.
        try (LiveRuns.Looking looking = live.at(run.id())) {
            long seen = rows(sink, run, after);
            long quiet = System.nanoTime();
            while (!sink.stopping()) {
                RunRow now = store.read(reader -> RunTable.get(reader, run.number()));
                if (now == null || now.status().hasEnded()) {
                    rows(sink, run, seen);
                    sink.send(null, "end", status(now == null ? run : now));
                    return;
                }
                LiveRuns.Happened happened = waitFor(sink, looking);
                if (!lookup.may(who, "view", now)) {
                    // The playbook was loaded again, and leaves it to others now.
                    return;
                }
                if (happened == null) {
                    if (System.nanoTime() - quiet > BEAT.toNanos()) {
                        sink.beat();
                        quiet = System.nanoTime();
                    }
                    continue;
                }
                quiet = System.nanoTime();
                seen = rows(sink, run, seen);
                if (happened.kind().equals("step") || happened.kind().equals("status")) {
                    sink.send(null, happened.kind(), Json.write(happened.detail()));
                }
            }
        } catch (StoreException _) {
            sink.send(null, "error", "{\"detail\":\"the store cannot be read\"}");
        }
    }

    /** Null after a while in which nothing came, and when the service stops. */
    private static LiveRuns.@Nullable Happened waitFor(EventSink sink, LiveRuns.Looking looking)
            throws InterruptedException {
        long end = System.nanoTime() + BEAT.toNanos();
        while (!sink.stopping() && System.nanoTime() - end < 0) {
            LiveRuns.Happened happened = looking.next(LOOK_UP);
            if (happened != null) {
                return happened;
            }
        }
        return null;
    }

    private long rows(EventSink sink, RunRow run, long after) throws IOException, StoreException {
        long seen = after;
        while (true) {
            long from = seen;
            List<EventRow> rows =
                    store.read(reader -> EventTable.after(reader, run.number(), from, ROWS));
            for (EventRow row : rows) {
                sink.send(
                        String.valueOf(row.seq()),
                        "journal",
                        Json.write(
                                MapValue.builder()
                                        .put("seq", row.seq())
                                        .put("at", row.at().toString())
                                        .put("kind", row.kind())
                                        .build()));
                seen = row.seq();
            }
            if (rows.size() < ROWS) {
                return seen;
            }
        }
    }

    private static String status(RunRow run) {
        MapValue.Builder status =
                MapValue.builder().put("run", run.id()).put("status", run.status().text());
        if (run.reason() != null) {
            status.put("reason", run.reason());
        }
        return Json.write(status.build());
    }
}
