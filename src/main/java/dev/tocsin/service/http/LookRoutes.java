package dev.tocsin.service.http;

import dev.tocsin.service.access.Permission;
import dev.tocsin.service.access.PlaybookRules;
import dev.tocsin.store.QuestionRow;
import dev.tocsin.store.QuestionTable;
import dev.tocsin.store.RunRow;
import dev.tocsin.store.RunTable;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looking at what is served: playbooks, connectors, and the questions that are open. */
public final class LookRoutes {

    private final Store store;
    private final Project project;
    private final QuestionWords words;

    /** How the content of a question is shown: {@code title} and what else may be seen. */
    @FunctionalInterface
    public interface QuestionWords {

        /** Without secrets; {@link MapValue#EMPTY} where there is nothing to show. */
        MapValue of(QuestionRow question);
    }

    public LookRoutes(Store store, Project project, QuestionWords words) {
        this.store = store;
        this.project = project;
        this.words = words;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/questions")
                        .needs(Permission.VIEW)
                        .summary("Questions that wait for an answer, the oldest first")
                        .query("limit", Paging.LIMIT, "at most so many, 50 without it")
                        .query("after", Paging.AFTER, "`next` of the page before")
                        .answers(200, "A page of them", ApiSchema.ref("QuestionPage"))
                        .does(this::questions),
                Route.get("/v1/playbooks")
                        .needs(Permission.VIEW)
                        .summary("The playbooks that are served")
                        .answers(200, "All of them", ApiSchema.ref("Playbooks"))
                        .does(this::playbooks),
                Route.get("/v1/connectors")
                        .needs(Permission.VIEW)
                        .summary("The connectors and their operations")
                        .answers(200, "All of them", ApiSchema.ref("Connectors"))
                        .does(
                                _ ->
                                        Response.json(
                                                MapValue.of(
                                                        "connectors",
                                                        new ListValue(
                                                                List.copyOf(
                                                                        project.connectors()))))));
    }

    private Response playbooks(Request request) {
        List<Value> shown = new ArrayList<>();
        for (Project.ServedPlaybook playbook : project.playbooks()) {
            if (PlaybookRules.allow(request.principal(), "view", playbook.access())) {
                shown.add(playbook.shown());
            }
        }
        return Response.json(MapValue.of("playbooks", new ListValue(shown)));
    }

    private Response questions(Request request) throws StoreException {
        int limit = Paging.limit(request);
        long after = Paging.after(request, 0);
        RunLookup lookup = new RunLookup(store, project);
        Map<Long, RunRow> runs = new TreeMap<>();
        List<QuestionRow> rows =
                store.read(
                        reader -> {
                            List<QuestionRow> open = QuestionTable.open(reader, after, limit);
                            for (QuestionRow question : open) {
                                RunRow run = RunTable.get(reader, question.run());
                                if (run != null) {
                                    runs.put(question.run(), run);
                                }
                            }
                            return open;
                        });
        List<Value> shown = new ArrayList<>();
        for (QuestionRow question : rows) {
            RunRow run = runs.get(question.run());
            if (run != null && lookup.may(request.principal(), "view", run)) {
                MapValue.Builder item = RunShapes.question(question, run.id(), run.playbook());
                words.of(question).entries().forEach(item::put);
                shown.add(item.build());
            }
        }
        return Paging.page(
                "questions", shown, rows.size() < limit ? null : rows.getLast().number());
    }
}
