package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One revision of an alert or incident, as it was received.
 *
 * @param number in order of arrival, from 1; 0 until it has been added
 * @param source {@code defender-endpoint}
 * @param kind {@code alert} or {@code incident}
 * @param id at its source
 * @param revision counts the different bodies of one id from 1
 * @param digest of the body
 * @param detail why it has its state, for people, or null
 * @param body the bytes received; not copied
 * @param by who or what handed it in
 */
public record SignalRow(
        long number,
        String source,
        String kind,
        String id,
        int revision,
        Instant at,
        String digest,
        SignalState state,
        @Nullable String detail,
        byte[] body,
        String by) {}
