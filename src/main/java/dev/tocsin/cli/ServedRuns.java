package dev.tocsin.cli;

import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The runs of a running service. */
final class ServedRuns {

    /** A page of a list. */
    private static final int PAGE = 200;

    private final ServiceClient client;

    ServedRuns(ServiceClient client) {
        this.client = client;
    }

    /**
     * The newest first.
     *
     * @param status one of them, or null
     */
    List<RunSummary> list(@Nullable String status, @Nullable String playbook, int limit)
            throws CommandFault, InterruptedException {
        SequencedMap<String, String> query = new LinkedHashMap<>();
        if (status != null) {
            query.put("status", status);
        }
        if (playbook != null) {
            query.put("playbook", playbook);
        }
        List<RunSummary> runs = new ArrayList<>();
        for (Value value : all("/v1/runs", "runs", query, limit)) {
            RunSummary run = RunSummary.of(value);
            if (run != null) {
                runs.add(run);
            }
        }
        return runs;
    }

    /** All about one run. */
    RunPage page(String id) throws CommandFault, InterruptedException {
        Value found = client.get("/v1/runs/" + ServiceClient.encode(id), new LinkedHashMap<>());
        MapValue.Builder all = MapValue.builder();
        if (found instanceof MapValue map) {
            map.entries().forEach(all::put);
        }
        List<Value> questions = new ArrayList<>();
        for (StoredRuns.OpenOne open : open(PAGE)) {
            if (open.run().equals(id)) {
                questions.add(open.question().toValue());
            }
        }
        RunPage page =
                RunPage.of(all.put("questions", new dev.tocsin.value.ListValue(questions)).build());
        if (page == null) {
            throw CommandFault.configuration(
                    client.name() + " tells of `" + id + "` in a way that is not understood",
                    "is it as new as this `tocsin`?");
        }
        return page;
    }

    /** Open questions of all runs, the oldest first. */
    List<StoredRuns.OpenOne> open(int limit) throws CommandFault, InterruptedException {
        List<StoredRuns.OpenOne> open = new ArrayList<>();
        for (Value value : all("/v1/questions", "questions", new LinkedHashMap<>(), limit)) {
            RunPage.Asked asked = RunPage.Asked.of(value);
            if (asked != null && value instanceof MapValue map) {
                open.add(
                        new StoredRuns.OpenOne(
                                Fields.word(map, "run"), Fields.word(map, "playbook"), asked));
            }
        }
        return open;
    }

    private List<Value> all(String path, String key, SequencedMap<String, String> query, int limit)
            throws CommandFault, InterruptedException {
        List<Value> all = new ArrayList<>();
        query.put("limit", String.valueOf(Math.min(limit, PAGE)));
        while (all.size() < limit) {
            if (!(client.get(path, query) instanceof MapValue page)) {
                break;
            }
            all.addAll(Fields.items(page, key));
            if (!(page.get("next") instanceof StringValue(String next))) {
                break;
            }
            query.put("after", next);
        }
        return all.subList(0, Math.min(limit, all.size()));
    }

    /**
     * Gives an order to a run.
     *
     * @return the id of the run that goes on: a new one where one was begun
     */
    String order(String run, RunOrder order) throws CommandFault, InterruptedException {
        String path = "/v1/runs/" + ServiceClient.encode(run) + order.path();
        Value answer = client.post(path, order.body());
        return answer instanceof MapValue map && map.text("run") instanceof String id ? id : run;
    }

    /** Answers a question as the holder of the token; whether it is decided now. */
    boolean answer(RunOrder.Answered answered) throws CommandFault, InterruptedException {
        String path = "/v1/questions/" + ServiceClient.encode(answered.question()) + "/answer";
        return client.post(path, answered.body()) instanceof MapValue map
                && dev.tocsin.value.BoolValue.TRUE.equals(map.get("decided"));
    }
}
