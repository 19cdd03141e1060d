package dev.tocsin.connector;

import dev.tocsin.value.MapValue;

import java.time.Instant;

/**
 * One attempt at an operation.
 *
 * @param input fits the operation's input schema
 * @param idempotencyKey the same for each attempt at the same step of the same run
 * @param deadline when the attempt must have ended
 */
public record Call(MapValue input, String idempotencyKey, Instant deadline) {}
