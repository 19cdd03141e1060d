package dev.tocsin.store;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * The audit log. Each entry holds the hash of the one before, so that none can be changed, left out
 * or moved without that being seen. Who can write the file can make a whole new log; against that,
 * {@link Verdict.Whole#lastHash} is noted elsewhere from time to time.
 */
public final class Audit {

    /** What became of a look at the whole log. */
    public sealed interface Verdict {

        /**
         * Nothing was changed.
         *
         * @param entries how many there are
         * @param lastHash of the last entry; zeros where there is none
         */
        record Whole(long entries, String lastHash) implements Verdict {}

        /**
         * The log was changed.
         *
         * @param number of the first entry that is not as it was written
         * @param reason for people: one sentence, lower case, no full stop
         */
        record Broken(long number, String reason) implements Verdict {}
    }

    private static final String ZEROS = "0".repeat(64);
    private static final int PAGE = 1_000;

    private static final String COLUMNS =
            """
            SELECT number, at, actor, action, object, detail, previous_hash, hash FROM audit
            """;
    private static final String ADD =
            """
            INSERT INTO audit (number, at, actor, action, object, detail, previous_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String LAST = COLUMNS + " ORDER BY number DESC LIMIT 1";
    private static final String AFTER = COLUMNS + " WHERE number > ? ORDER BY number LIMIT ?";
    private static final String LIST = COLUMNS + " WHERE number < ? ORDER BY number DESC LIMIT ?";

    private Audit() {}

    /** Adds an entry behind the last one. */
    public static AuditRow append(
            Transaction tx,
            Instant at,
            String actor,
            String action,
            String object,
            @Nullable String detail)
            throws StoreException {
        AuditRow last = tx.sql(LAST).first(Audit::row);
        long number = last == null ? 1 : last.number() + 1;
        String previous = last == null ? ZEROS : last.hash();
        // As it will be read back.
        Instant stored = StoredTime.of(StoredTime.micros(at));
        String hash = hash(number, stored, actor, action, object, detail, previous);
        tx.sql(ADD)
                .with(number)
                .with(stored)
                .with(actor)
                .with(action)
                .with(object)
                .with(detail)
                .with(previous)
                .with(hash)
                .change();
        MetaTable.put(tx, MetaTable.AUDIT_HEAD, number + " " + hash);
        return new AuditRow(number, stored, actor, action, object, detail, previous, hash);
    }

    /** Looks at each entry, from the first on. */
    public static Verdict verify(Reader reader) throws StoreException {
        long number = 0;
        String previous = ZEROS;
        while (true) {
            List<AuditRow> page = reader.sql(AFTER).with(number).with(PAGE).list(Audit::row);
            for (AuditRow row : page) {
                number++;
                String reason = broken(row, number, previous);
                if (reason != null) {
                    return new Verdict.Broken(number, reason);
                }
                previous = row.hash();
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        String head = MetaTable.get(reader, MetaTable.AUDIT_HEAD);
        if (head == null ? number > 0 : !head.equals(number + " " + previous)) {
            return new Verdict.Broken(
                    number + 1, "the log ends before the entry that was written last");
        }
        return new Verdict.Whole(number, previous);
    }

    private static @Nullable String broken(AuditRow row, long number, String previous) {
        if (row.number() != number) {
            return "entry " + number + " is missing";
        }
        if (!row.previousHash().equals(previous)) {
            return "entry " + number + " does not follow on the one before it";
        }
        String hash =
                hash(
                        number,
                        row.at(),
                        row.actor(),
                        row.action(),
                        row.object(),
                        row.detail(),
                        previous);
        return row.hash().equals(hash) ? null : "entry " + number + " was changed";
    }

    /** The newest first, with numbers below {@code before}; {@link Long#MAX_VALUE} to begin. */
    public static List<AuditRow> list(Reader reader, long before, int limit) throws StoreException {
        return reader.sql(LIST).with(before).with(limit).list(Audit::row);
    }

    /** Over all fields, each with its length before it, so that none can lend to its neighbour. */
    private static String hash(
            long number,
            Instant at,
            String actor,
            String action,
            String object,
            @Nullable String detail,
            String previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer numbers = ByteBuffer.allocate(16);
            digest.update(numbers.putLong(number).putLong(StoredTime.micros(at)).array());
            add(digest, actor);
            add(digest, action);
            add(digest, object);
            add(digest, detail);
            add(digest, previous);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
        digest.update(bytes);
    }

    private static AuditRow row(Row row) throws SQLException {
        return new AuditRow(
                row.number(1),
                row.time(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.textOrNull(6),
                row.text(7),
                row.text(8));
    }
}
