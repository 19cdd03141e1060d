package dev.tocsin.service;

import dev.tocsin.host.durable.Watcher;
import dev.tocsin.service.http.LiveRuns;
import dev.tocsin.service.http.Metrics;
import dev.tocsin.value.MapValue;

/** Tells those who look at runs live, and counts how runs end. */
record RunsWatch(LiveRuns live, Metrics metrics) implements Watcher {

    @Override
    public void event(String run, String kind, MapValue detail) {
        live.event(run, kind, detail);
        if (kind.equals("status")) {
            ended(detail);
        }
    }

    private void ended(MapValue detail) {
        String status = detail.text("status");
        String playbook = detail.text("playbook");
        if (status == null || playbook == null) {
            return;
        }
        switch (status) {
            case "succeeded", "failed", "cancelled", "skipped" ->
                    metrics.runEnded(playbook, status);
            default -> {
                // It goes on.
            }
        }
    }
}
