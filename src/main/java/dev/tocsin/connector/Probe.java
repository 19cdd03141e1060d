package dev.tocsin.connector;

import dev.tocsin.value.MapValue;

/**
 * The cheapest read that shows that a connection works.
 *
 * @param operation a read of the connector
 * @param input of it
 */
public record Probe(String operation, MapValue input) {}
