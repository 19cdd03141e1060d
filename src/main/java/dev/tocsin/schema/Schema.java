package dev.tocsin.schema;

import dev.tocsin.value.MapValue;

/**
 * A JSON Schema (2020-12) as data: of an input, an output, an event.
 *
 * @param json the schema itself
 */
public record Schema(MapValue json) {

    /** Accepts everything. */
    public static final Schema ANY = new Schema(MapValue.EMPTY);
}
