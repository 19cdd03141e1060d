package dev.tocsin.service;

import dev.tocsin.host.durable.DurableHost;
import dev.tocsin.host.durable.Programs;
import dev.tocsin.service.http.HealthCheck;
import dev.tocsin.service.http.HealthCheck.Finding;
import dev.tocsin.service.http.HealthCheck.State;
import dev.tocsin.service.http.HealthRoutes;
import dev.tocsin.service.http.HttpService;
import dev.tocsin.service.http.LiveRuns;
import dev.tocsin.service.http.LookRoutes;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.service.http.Project;
import dev.tocsin.service.http.Route;
import dev.tocsin.service.http.RouteTable;
import dev.tocsin.service.http.RunOrderRoutes;
import dev.tocsin.service.http.RunOrders;
import dev.tocsin.service.http.RunRoutes;
import dev.tocsin.service.http.SignalLookRoutes;
import dev.tocsin.service.http.TokenRoutes;
import dev.tocsin.service.question.QuestionApi;
import dev.tocsin.service.question.QuestionDesk;
import dev.tocsin.service.question.QuestionRoutes;
import dev.tocsin.service.trigger.Triggers;

import java.util.ArrayList;
import java.util.List;

/** All that a service offers over HTTP. */
record ServiceRoutes(
        ServiceParts parts,
        DurableHost host,
        Programs programs,
        QuestionDesk desk,
        Triggers triggers,
        MissingConnections missing,
        LiveRuns live,
        Metrics metrics,
        HttpService.Doors doors) {

    RouteTable table() {
        Project project = new ServedProject(triggers::current, parts.connectors(), programs);
        QuestionApi questions = new QuestionApi(desk);
        List<Route> routes = new ArrayList<>(triggers.routes());
        routes.addAll(new CallbackRoutes(host).routes());
        RunOrders orders = new HandOrders(host, triggers.byHand());
        routes.addAll(new RunRoutes(parts.store(), project, orders, live).routes());
        routes.addAll(new RunOrderRoutes(parts.store(), project, orders, parts.clock()).routes());
        routes.addAll(new SignalLookRoutes(parts.store(), project).routes());
        routes.addAll(new LookRoutes(parts.store(), project, questions).routes());
        routes.addAll(questions.routes());
        routes.addAll(new QuestionRoutes(desk, doors.sessions(), parts.clock()).routes());
        routes.addAll(new TokenRoutes(parts.store(), parts.clock()).routes());
        routes.addAll(
                new HealthRoutes(parts.store(), doors.stopping(), checks(), metrics).routes());
        return RouteTable.of(routes);
    }

    private List<HealthCheck> checks() {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(this::runs);
        checks.addAll(triggers.checks());
        checks.add(missing::health);
        return checks;
    }

    private Finding runs() {
        // Why stands in the log: it may name a file, and anybody may ask here.
        return host.failure() == null
                ? new Finding("runs", State.OK, "")
                : new Finding("runs", State.FAILED, "nothing is recorded any more");
    }
}
