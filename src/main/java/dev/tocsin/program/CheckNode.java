package dev.tocsin.program;

import dev.tocsin.connector.Check;
import dev.tocsin.connector.Operation;

/** How to find out what became of a change, with the read operation that looks. */
public record CheckNode(Check check, Operation look) {}
