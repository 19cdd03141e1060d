package dev.tocsin.connector;

import java.time.Duration;

/**
 * How often a service may be asked.
 *
 * @param requests at most so many, 1 to 100 000
 * @param per within any stretch of this length, 1 ms to 1 day
 */
public record RateLimit(int requests, Duration per) {}
