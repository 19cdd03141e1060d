package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/**
 * What the parts of a connector file are read with.
 *
 * @param trust where the file comes from
 * @param schemas that the file names once
 * @param errors the rules that hold for every operation
 * @param operations the mapping that holds all operations; null where they are trusted
 */
record FileContext(
        Trust trust,
        SharedSchemas schemas,
        Supplier<List<ErrorRule>> errors,
        @Nullable MapReader operations) {}
