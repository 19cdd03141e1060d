package dev.tocsin.service.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the service counts, for Prometheus (text format 0.0.4), in a registry of its own. Labels are
 * names out of files and words of ours, never data of an alert; of one label at most 500 values are
 * kept apart, the others count as {@code other}. Thread-safe.
 */
public final class Metrics {

    public static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final int MAX_VALUES = 500;
    private static final double[] ACK_SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

    private final Counter alerts =
            counter(
                    "tocsin_alerts_received",
                    "Alerts and incidents handed in",
                    "source",
                    "outcome");
    private final Counter runs = counter("tocsin_runs", "Runs that ended", "playbook", "status");
    private final Counter attempts =
            counter("tocsin_attempts", "Attempts of operations that ended", "connector", "outcome");
    private final Counter reloadFailed =
            counter("tocsin_reload_failed", "Reloads that kept the last good generation");
    private final Counter requests = counter("tocsin_http_requests", "Requests", "route", "status");
    private final Counter refused =
            counter("tocsin_access_refused", "Requests refused for who asked", "reason");
    private final Histogram ack =
            histogram("tocsin_ack_seconds", "From an alert's last byte to its acknowledgement");
    private final Histogram commit =
            histogram("tocsin_store_commit_seconds", "From handing in a change to its commit");
    private final Histogram handling =
            Histogram.builder()
                    .name("tocsin_http_seconds")
                    .help("From a request's headers to the end of its answer, streams left out")
                    .labelNames("route")
                    .classicOnly()
                    .classicUpperBounds(ACK_SECONDS)
                    .register(registry);

    public Metrics() {
        Runtime runtime = Runtime.getRuntime();
        gauge(
                "jvm_memory_used_bytes",
                "Heap in use",
                () -> runtime.totalMemory() - runtime.freeMemory());
        gauge("jvm_memory_max_bytes", "Heap at most", runtime::maxMemory);
        gauge("jvm_threads_platform", "Platform threads", Thread::activeCount);
    }

    /**
     * An alert or incident came in.
     *
     * @param outcome {@code accepted}, {@code duplicate}, {@code suppressed}, {@code unrouted},
     *     {@code routingFailed} or {@code refused}
     */
    public void alertReceived(String source, String outcome) {
        alerts.labelValues(bounded("source", source), outcome).inc();
    }

    /** A run ended. */
    public void runEnded(String playbook, String status) {
        runs.labelValues(bounded("playbook", playbook), status).inc();
    }

    /**
     * An attempt of an operation ended.
     *
     * @param outcome {@code done} or a kind of error
     */
    public void attemptEnded(String connector, String outcome) {
        attempts.labelValues(bounded("connector", connector), outcome).inc();
    }

    /** An alert was acknowledged so long after its last byte had come. */
    public void acknowledged(Duration after) {
        ack.observe(seconds(after));
    }

    /** A change was committed so long after it had been handed in. */
    public void committed(Duration after) {
        commit.observe(seconds(after));
    }

    /** A reload found mistakes. */
    public void reloadFailed() {
        reloadFailed.inc();
    }

    /** A request was answered. */
    public void answered(String route, int status, Duration after) {
        requests.labelValues(route, String.valueOf(status)).inc();
        handling.labelValues(route).observe(seconds(after));
    }

    /** A stream ended; how long it lasted says nothing. */
    public void streamed(String route, int status) {
        requests.labelValues(route, String.valueOf(status)).inc();
    }

    /**
     * A request was refused.
     *
     * @param reason {@code none}, {@code wrong}, {@code revoked}, {@code expired}, {@code role},
     *     {@code forgery} or {@code attempts}
     */
    public void refused(String reason) {
        refused.labelValues(reason).inc();
    }

    /**
     * A number that is asked for whenever somebody looks: {@code tocsin_questions_open}.
     *
     * @param value must be quick, and not throw
     */
    public void gauge(String name, String help, Supplier<? extends Number> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.get().doubleValue()))
                .register(registry);
    }

    /** Numbers by one label, likewise: {@code tocsin_runs_unfinished{status}}. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Long>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(
                        callback -> values.get().forEach((key, value) -> callback.call(value, key)))
                .register(registry);
    }

    /** Everything, as Prometheus reads it. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String bounded(String label, String value) {
        Set<String> values = seen.computeIfAbsent(label, _ -> ConcurrentHashMap.newKeySet());
        if (values.contains(value)) {
            return value;
        }
        return values.size() < MAX_VALUES && values.add(value) ? value : "other";
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(ACK_SECONDS)
                .register(registry);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
