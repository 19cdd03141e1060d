package dev.tocsin.host.durable;

import dev.tocsin.interpreter.Command;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sealer;
import dev.tocsin.value.Sha256;
import dev.tocsin.value.StoredJson;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what polls saw last, so that the same result again costs the journal a number. Owned by
 * the thread of its run.
 */
final class SameResults {

    /** A run polls few things at once; what is forgotten is only written in full again. */
    private static final int MOST = 64;

    private record Seen(long seq, String digest) {}

    private final Map<String, Seen> seen = new LinkedHashMap<>(0);

    /** A result that holds a secret is different each time it is sealed, and never the same. */
    private static final class SecretFound extends RuntimeException {

        private static final long serialVersionUID = 1;

        SecretFound() {
            super(null, null, false, false);
        }
    }

    private static final Sealer REFUSING =
            new Sealer() {
                @Override
                public String seal(String plain) {
                    throw new SecretFound();
                }

                @Override
                public String open(String sealed) {
                    throw new IllegalStateException("nothing is read here");
                }
            };

    /** Whether it is one look of many. */
    static boolean isPoll(Command.Perform command) {
        return command.operation() != command.node().operation()
                || command.node().head().kind().equals("waitFor");
    }

    /**
     * Notes a result.
     *
     * @param seq the row that it will stand in
     * @return the row that holds it already, or 0
     */
    long note(Command.Perform command, Value result, long seq) {
        String digest = digestOf(result);
        String key = command.idempotencyKey() + ' ' + command.operation().spec().name();
        if (digest == null) {
            seen.remove(key);
            return 0;
        }
        Seen before = seen.get(key);
        if (before != null && before.digest().equals(digest)) {
            return before.seq();
        }
        if (seen.size() >= MOST && before == null) {
            seen.remove(seen.keySet().iterator().next());
        }
        seen.put(key, new Seen(seq, digest));
        return 0;
    }

    private static @Nullable String digestOf(Value result) {
        try {
            byte[] text = StoredJson.write(result, REFUSING).getBytes(StandardCharsets.UTF_8);
            return Sha256.hex(text);
        } catch (SecretFound _) {
            return null;
        }
    }

    MapValue write() {
        MapValue.Builder all = MapValue.builder();
        seen.forEach((key, one) -> all.put(key, one.digest() + ' ' + one.seq()));
        return all.build();
    }

    void read(MapValue stored) {
        stored.entries()
                .forEach(
                        (key, _) -> {
                            String[] parts = RunMemory.text(stored, key).split(" ");
                            seen.put(key, new Seen(Long.parseLong(parts[1]), parts[0]));
                        });
    }
}
