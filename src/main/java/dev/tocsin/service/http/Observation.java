package dev.tocsin.service.http;

/** What the service tells of itself: log, numbers, traces. */
public record Observation(EventLog log, Metrics metrics, Tracing tracing) {}
