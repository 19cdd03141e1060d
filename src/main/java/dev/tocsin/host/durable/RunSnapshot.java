package dev.tocsin.host.durable;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.interpreter.StoredFacts;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.StoredFormatException;

/** A run in memory, as it is stored: what it was started with, the core's state, the host's. */
record RunSnapshot(MapValue facts, MapValue tree, MapValue memory) {

    /** The form that is written; a snapshot of another form is passed over. */
    static final int VERSION = 1;

    static byte[] write(RunFacts facts, OpenRun open, RunMemory memory, Sealer sealer) {
        MapValue all =
                MapValue.builder()
                        .put("facts", StoredFacts.write(facts))
                        .put("tree", open.snapshot())
                        .put("memory", memory.write(open))
                        .build();
        return RowBody.folded(all, sealer);
    }

    static RunSnapshot read(byte[] bytes, Sealer sealer) {
        MapValue all = RowBody.unfolded(bytes, sealer);
        return new RunSnapshot(map(all, "facts"), map(all, "tree"), map(all, "memory"));
    }

    private static MapValue map(MapValue all, String key) {
        if (all.get(key) instanceof MapValue map) {
            return map;
        }
        throw new StoredFormatException("a snapshot lacks `" + key + "`");
    }
}
