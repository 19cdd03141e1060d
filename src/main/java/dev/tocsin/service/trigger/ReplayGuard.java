package dev.tocsin.service.trigger;

import dev.tocsin.service.trigger.SenderCheck.Verdict;
import dev.tocsin.store.ReplayTable;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Keeps a copy of a signed request from counting twice. The note is written in the transaction of
 * what the request does: a request that failed may come again.
 *
 * @param hash of the signature, or null where there was none
 * @param until when the note may go, or null likewise
 */
record ReplayGuard(@Nullable String hash, @Nullable Instant until) {

    /** For requests that are known by a token: a copy of one is as good. */
    static final ReplayGuard NONE = new ReplayGuard(null, null);

    /**
     * Of a request that was proven.
     *
     * @param place where it was sent: the same signature elsewhere is another request
     */
    static ReplayGuard of(Verdict.Proven proven, String place) {
        if (proven.signature() == null) {
            return NONE;
        }
        MessageDigest digest = Sha256.digest();
        digest.update(place.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(proven.signature());
        return new ReplayGuard(HexFormat.of().formatHex(digest.digest()), proven.until());
    }

    /** Whether it is the first of its kind; notes that it came, and forgets what is too old. */
    boolean isFirst(Transaction tx, Instant now) throws StoreException {
        if (hash == null || until == null) {
            return true;
        }
        ReplayTable.purge(tx, now);
        return ReplayTable.add(tx, hash, until);
    }
}
