package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One entry of the audit log.
 *
 * @param number counts from 1, without a gap
 * @param actor the principal
 * @param action what was done: {@code run.cancel}
 * @param object what it was done to: an id
 * @param detail for people, or null
 * @param previousHash of the entry before; zeros for the first
 * @param hash SHA-256, in hexadecimal, over all of the above
 */
public record AuditRow(
        long number,
        Instant at,
        String actor,
        String action,
        String object,
        @Nullable String detail,
        String previousHash,
        String hash) {}
