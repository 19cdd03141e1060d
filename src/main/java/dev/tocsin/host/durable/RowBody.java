package dev.tocsin.host.durable;

import dev.tocsin.store.BlobTable;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.SharedValues;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a row of the journal, as bytes. Rows of the core's events hold {@code sub} (which of
 * the runs, left out for 0), {@code event} and {@code commands}; what else stands in a row is up to
 * its kind. An event of more than {@link #LARGEST} bytes stands in a blob, by its digest.
 *
 * @param blob null where the row holds everything itself
 */
record RowBody(byte[] bytes, byte @Nullable [] blob) {

    static final String SUB = "sub";
    static final String EVENT = "event";
    static final String COMMANDS = "commands";

    /** The number of an earlier row with the same result. */
    static final String SAME = "same";

    /** Attempts that the gate holds: {@code [{sub, attempt, why}]}. */
    static final String HELD = "held";

    /** Who asked for it. */
    static final String BY = "by";

    /** How somebody answered. */
    static final String VIA = "via";

    /** How an unknown outcome was decided. */
    static final String RESOLVED = "resolved";

    /** Of a step, for people. */
    static final String PATH = "path";

    static final String FACTS = "facts";

    /** Which retry of a run this is, from 1. */
    static final String GENERATION = "generation";

    /** The run that this one was begun out of. */
    static final String OF = "of";

    /** An event that happens again once the run is taken up, and which of the runs it is for. */
    static final String PENDING = "pending";

    static final String PENDING_SUB = "pendingSub";
    static final String ATTEMPTS = "attempts";
    static final String ATTEMPT = "attempt";
    static final String WHY = "why";
    private static final String BLOB = "eventBlob";

    /** In characters; beyond, a row would slow down every reader of the journal. */
    static final int LARGEST = 64 * 1024;

    static RowBody of(MapValue body, Sealer sealer) {
        String text = StoredJson.write(body, sealer);
        Value event = body.get(EVENT);
        if (text.length() <= LARGEST || event == null) {
            return new RowBody(utf8(text), null);
        }
        byte[] blob = utf8(StoredJson.write(event, sealer));
        MapValue.Builder rest = MapValue.builder();
        body.entries()
                .forEach(
                        (key, value) -> {
                            if (!key.equals(EVENT)) {
                                rest.put(key, value);
                            }
                        });
        rest.put(BLOB, BlobTable.digest(blob));
        return new RowBody(utf8(StoredJson.write(rest.build(), sealer)), blob);
    }

    /** What {@link #of} was given, but for the event of a row that has it elsewhere. */
    static MapValue read(byte[] bytes, Sealer sealer) {
        Value body = StoredJson.read(new String(bytes, StandardCharsets.UTF_8), sealer);
        if (!(body instanceof MapValue map)) {
            throw new dev.tocsin.value.StoredFormatException("a row of a journal is no map");
        }
        return map;
    }

    /** Where the event of a row is; null where the row holds it itself. */
    static @Nullable String blobOf(MapValue body) {
        return body.text(BLOB);
    }

    /** Bytes of a value that may hold one thing in many places. */
    static byte[] folded(MapValue value, Sealer sealer) {
        return utf8(StoredJson.write(SharedValues.fold(value), sealer));
    }

    /** The opposite of {@link #folded}. */
    static MapValue unfolded(byte[] bytes, Sealer sealer) {
        Value folded = StoredJson.read(new String(bytes, StandardCharsets.UTF_8), sealer);
        if (!(SharedValues.unfold(folded) instanceof MapValue map)) {
            throw new dev.tocsin.value.StoredFormatException("a stored state is no map");
        }
        return map;
    }

    static ListValue lines(List<OpenRun.Issued> issued) {
        List<Value> lines = new ArrayList<>(issued.size());
        for (OpenRun.Issued one : issued) {
            lines.add(new StringValue(one.line()));
        }
        return new ListValue(lines);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
