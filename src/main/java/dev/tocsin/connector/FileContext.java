package dev.tocsin.connector;

import org.jspecify.annotations.Nullable;

/**
 * What the parts of a connector file are read with.
 *
 * @param trust where the file comes from
 * @param schemas that the file names once
 * @param operations the mapping that holds all operations; null where they are trusted
 */
record FileContext(Trust trust, SharedSchemas schemas, @Nullable MapReader operations) {}
