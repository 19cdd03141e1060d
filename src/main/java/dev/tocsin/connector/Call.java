package dev.tocsin.connector;

import dev.tocsin.value.MapValue;

import java.time.Instant;

/**
 * One attempt at an operation.
 *
 * @param input fits the operation's input schema; optional properties that were left out are not
 *     there
 * @param idempotencyKey the same for each attempt at the same step of the same run
 * @param deadline when the attempt must have ended
 * @param connection the endpoint to use, with its credentials applied by it, never shown here
 */
public record Call(
        MapValue input, String idempotencyKey, Instant deadline, OpenConnection connection) {

    /** A call of an operation that only computes: it reaches nothing and is done at once. */
    public static Call pure(MapValue input) {
        return new Call(input, "", Instant.MAX, NoConnection.NONE);
    }
}
