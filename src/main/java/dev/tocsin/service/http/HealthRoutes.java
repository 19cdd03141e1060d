package dev.tocsin.service.http;

import dev.tocsin.service.access.Permission;
import dev.tocsin.store.Health;
import dev.tocsin.store.Store;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What machines ask: whether the process lives, whether it should be sent work, and its numbers.
 * The first two answer anybody, so they hold no names out of files.
 */
public final class HealthRoutes {

    private static final Needs PROBE = new Needs.Nothing("a load balancer asks without a token");

    private final Store store;
    private final Stopping stopping;
    private final List<HealthCheck> checks;
    private final Metrics metrics;

    public HealthRoutes(Store store, Stopping stopping, List<HealthCheck> checks, Metrics metrics) {
        this.store = store;
        this.stopping = stopping;
        this.checks = List.copyOf(checks);
        this.metrics = metrics;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/livez")
                        .needs(PROBE)
                        .summary("Whether the process lives")
                        .answers(200, "It does", ApiSchema.ref("Health"))
                        .does(_ -> Response.json(health("ok", List.of()))),
                Route.get("/readyz")
                        .needs(PROBE)
                        .summary(
                                "Whether it takes work: the store keeps what it is given, and"
                                        + " nothing is stopping")
                        .answers(200, "It does", ApiSchema.ref("Health"))
                        .answers(503, "It does not, for what is `failed`", ApiSchema.ref("Health"))
                        .does(_ -> ready()),
                Route.get("/metrics")
                        .needs(Permission.VIEW)
                        .summary("Numbers for Prometheus")
                        .answers(200, "Text format 0.0.4", "text/plain")
                        .does(_ -> Response.text(Metrics.MEDIA_TYPE, metrics.text())));
    }

    private Response ready() {
        List<HealthCheck.Finding> findings = new ArrayList<>();
        findings.add(
                switch (store.health()) {
                    case Health.Sound _ ->
                            new HealthCheck.Finding("store", HealthCheck.State.OK, "");
                    // Why stands in the log: it may name a file, and anybody may ask here.
                    case Health.Failed(var kind, _) ->
                            new HealthCheck.Finding(
                                    "store",
                                    HealthCheck.State.FAILED,
                                    "nothing is written any more: "
                                            + kind.name().toLowerCase(Locale.ROOT));
                });
        findings.add(
                stopping.now()
                        ? new HealthCheck.Finding(
                                "stopping", HealthCheck.State.FAILED, "the service is stopping")
                        : new HealthCheck.Finding("stopping", HealthCheck.State.OK, ""));
        checks.forEach(check -> findings.add(check.look()));
        boolean failed =
                findings.stream().anyMatch(finding -> finding.state() == HealthCheck.State.FAILED);
        Response response =
                Response.json(failed ? 503 : 200, health(failed ? "failed" : "ok", findings));
        return failed ? response.with("Retry-After", "5") : response;
    }

    private static MapValue health(String status, List<HealthCheck.Finding> findings) {
        List<Value> checks = new ArrayList<>();
        for (HealthCheck.Finding finding : findings) {
            MapValue.Builder check =
                    MapValue.builder()
                            .put("name", finding.name())
                            .put("status", finding.state().word());
            if (!finding.detail().isEmpty()) {
                check.put("detail", finding.detail());
            }
            checks.add(check.build());
        }
        return MapValue.builder()
                .put("status", status)
                .put("checks", new ListValue(checks))
                .build();
    }
}
