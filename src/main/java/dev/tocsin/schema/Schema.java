package dev.tocsin.schema;

import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12) as data: of an input, an output, an event. Immutable; equal to another of
 * the same text. Safe to share between threads.
 */
public final class Schema {

    /** Accepts everything. */
    public static final Schema ANY = new Schema(MapValue.EMPTY);

    private final MapValue json;

    // Two threads may both read it at first; they read the same.
    private volatile @Nullable Type type;
    private volatile @Nullable Boolean secrets;

    public Schema(MapValue json) {
        this.json = json;
    }

    /** The schema itself. */
    public MapValue json() {
        return json;
    }

    /** What {@link TypeReader} makes of it; read once, as many actions share one operation. */
    public Type type() {
        Type known = type;
        if (known == null) {
            known = TypeReader.read(this);
            type = known;
        }
        return known;
    }

    /** Whether some place in it is marked {@code x-secret}; looked for once. */
    public boolean marksSecrets() {
        Boolean known = secrets;
        if (known == null) {
            known = SecretMarks.anyIn(json);
            secrets = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return "Schema" + json;
    }
}
