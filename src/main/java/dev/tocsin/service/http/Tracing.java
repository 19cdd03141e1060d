package dev.tocsin.service.http;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Spans of OpenTelemetry. Costs next to nothing, and does nothing, until the operator brings an SDK
 * (the Java agent, say). Names and attributes hold ids and names of ours, never text of an alert.
 */
public final class Tracing {

    private final Tracer tracer;

    public Tracing(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("dev.tocsin");
    }

    /** What is measured by a span. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does something inside a span: {@code ingest}, {@code attempt}. Spans that are begun inside on
     * this thread are its children.
     *
     * @param attributes {@code tocsin.run}, {@code tocsin.source}, …
     */
    public <T, E extends Exception> T during(
            String name, Map<String, String> attributes, Work<T, E> work) throws E {
        Span span =
                tracer.spanBuilder(name)
                        .setAllAttributes(all(attributes))
                        .setSpanKind(SpanKind.INTERNAL)
                        .startSpan();
        try (Scope _ = span.makeCurrent()) {
            return work.run();
        } catch (Exception e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Handles a request inside a span, which is part of the trace of the client, if it has one. */
    <T, E extends Exception> T duringRequest(
            @Nullable TraceParent parent, Map<String, String> attributes, Work<T, E> work)
            throws E {
        if (parent == null) {
            return during("http", attributes, work);
        }
        SpanContext remote =
                SpanContext.createFromRemoteParent(
                        parent.traceId(),
                        parent.parentId(),
                        TraceFlags.fromHex(parent.flags(), 0),
                        TraceState.getDefault());
        try (Scope _ = Context.root().with(Span.wrap(remote)).makeCurrent()) {
            return during("http", attributes, work);
        }
    }

    /** A span of something that is over: a run, whose events came one by one. */
    public void happened(String name, Map<String, String> attributes, Instant begin, Instant end) {
        tracer.spanBuilder(name)
                .setParent(Context.root())
                .setAllAttributes(all(attributes))
                .setStartTimestamp(begin)
                .startSpan()
                .end(end);
    }

    private static Attributes all(Map<String, String> attributes) {
        var builder = Attributes.builder();
        attributes.forEach((name, value) -> builder.put(AttributeKey.stringKey(name), value));
        return builder.build();
    }
}
