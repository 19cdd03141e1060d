package dev.tocsin.connector.openapi;

import java.util.List;

/**
 * A connector file made of a description, and what is to be told about it.
 *
 * @param name of the connector
 * @param text of the file
 * @param from what it was made of: {@code Ticketing 1.4.0 (OpenAPI 3.0.3)}
 * @param operations how many it offers
 * @param leftOut the operations that it lacks
 * @param reviews how many comments begin with {@code # review:}
 * @param omissions how many begin with {@code # left out:}, each about a part of an operation
 * @param connection lines for {@code connections.yaml}
 */
public record Imported(
        String name,
        String text,
        String from,
        int operations,
        List<LeftOut> leftOut,
        int reviews,
        int omissions,
        List<String> connection) {

    /**
     * An operation that cannot be written.
     *
     * @param operation its name, or its method and path
     * @param why goes on after the name
     */
    public record LeftOut(String operation, String why) {}

    public Imported {
        leftOut = List.copyOf(leftOut);
        connection = List.copyOf(connection);
    }
}
