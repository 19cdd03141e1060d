package dev.tocsin.service.access;

import dev.tocsin.store.Audit;
import dev.tocsin.store.Store;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.TokenTable;
import dev.tocsin.store.TokenTable.TokenRow;
import dev.tocsin.store.Transaction;
import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens of a store. One is looked up in the store at each request, so that a revoked one is
 * refused by the next. Thread-safe.
 */
public final class Tokens {

    /** A use is noted at most this often, so that reading does not turn into writing. */
    private static final Duration NOTE_USE = Duration.ofMinutes(1);

    private static final String NOT_VALID = "the token is not valid";

    private final Store store;
    private final InstantSource clock;
    private final @Nullable OwnToken own;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    public Tokens(Store store, InstantSource clock) {
        this(store, clock, null);
    }

    /**
     * @param own let in as well; null for none
     */
    public Tokens(Store store, InstantSource clock, @Nullable OwnToken own) {
        this.store = store;
        this.clock = clock;
        this.own = own;
    }

    /**
     * A token that is in no store and ends with the process: commands on the machine of the service
     * find it in a file that only its user can read.
     *
     * @param hash SHA-256 of its text, in hex
     */
    public record OwnToken(String hash, Principal principal) {

        public static OwnToken of(String text, Principal principal) {
            return new OwnToken(Sha256.hex(text), principal);
        }
    }

    /**
     * Makes one, inside the caller's transaction, and notes that in the audit log.
     *
     * @param name of the person (their mail address, which is also whom a question goes to) or of
     *     the system
     * @param expiresAt null = never
     * @param by who makes it, for the audit log
     * @return the token; its text is shown once, and kept nowhere
     */
    public static TokenText create(
            Transaction tx,
            String name,
            Grants grants,
            Instant now,
            @Nullable Instant expiresAt,
            String by)
            throws StoreException {
        TokenText token = TokenText.fresh();
        TokenTable.add(
                tx,
                new TokenRow(
                        token.id(), token.hash(), name, grants.text(), now, expiresAt, null, null));
        Audit.append(tx, now, by, "token.create", token.id(), name + " may " + grants.text());
        return token;
    }

    /** Withdraws one and notes that; false if there is none, or it was withdrawn before. */
    public static boolean revoke(Transaction tx, String id, Instant now, String by)
            throws StoreException {
        boolean revoked = TokenTable.revoke(tx, id, now);
        if (revoked) {
            Audit.append(tx, now, by, "token.revoke", id, null);
        }
        return revoked;
    }

    /** Whether there is one to come in with. */
    public boolean any() throws StoreException {
        Instant now = clock.instant();
        String after = "";
        while (true) {
            String from = after;
            List<TokenRow> page = store.read(reader -> TokenTable.list(reader, from, 100));
            for (TokenRow row : page) {
                if (isGood(row, now)) {
                    return true;
                }
                after = row.id();
            }
            if (page.isEmpty()) {
                return false;
            }
        }
    }

    private static boolean isGood(TokenRow row, Instant now) {
        return row.revokedAt() == null && (row.expiresAt() == null || row.expiresAt().isAfter(now));
    }

    /** Who a token is of. */
    public Identified identify(String text) throws StoreException {
        if (own != null && TokenText.sameHash(own.hash(), Sha256.hex(text))) {
            return new Identified.Known(own.principal());
        }
        TokenText token = TokenText.parse(text);
        if (token == null) {
            return new Identified.Refused("wrong", NOT_VALID);
        }
        TokenRow row = store.read(reader -> TokenTable.get(reader, token.id()));
        // Compared also where there is no row: an id alone is not found out by the clock.
        if (!TokenText.sameHash(row == null ? "" : row.hash(), token.hash()) || row == null) {
            return new Identified.Refused("wrong", NOT_VALID);
        }
        return of(row);
    }

    /** Whether the token of that id would still be let in: asked for each request of a session. */
    Identified identifyById(String id) throws StoreException {
        if (own != null && own.principal().credential().equals(id)) {
            return new Identified.Known(own.principal());
        }
        TokenRow row = store.read(reader -> TokenTable.get(reader, id));
        return row == null ? new Identified.Refused("wrong", NOT_VALID) : of(row);
    }

    private Identified of(TokenRow row) {
        Instant now = clock.instant();
        if (row.revokedAt() != null) {
            return new Identified.Refused("revoked", "the token `" + row.id() + "` was revoked");
        }
        if (!isGood(row, now)) {
            return new Identified.Refused(
                    "expired", "the token `" + row.id() + "` expired at " + row.expiresAt());
        }
        noteUse(row, now);
        Grants grants = Grants.of(List.of(row.roles().split(",")));
        return new Identified.Known(
                new Principal(
                        row.name(),
                        Principal.Via.TOKEN,
                        row.id(),
                        grants.roles(),
                        grants.sources()));
    }

    private void noteUse(TokenRow row, Instant now) {
        Instant last = noted.getOrDefault(row.id(), row.lastUsedAt());
        if (last == null || last.plus(NOTE_USE).isBefore(now)) {
            noted.put(row.id(), now);
            // Not waited for: that a use was not noted is no reason to refuse it.
            store.write(
                    tx -> {
                        TokenTable.used(tx, row.id(), now);
                        return null;
                    });
        }
    }
}
