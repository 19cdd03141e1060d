package dev.tocsin.service.access;

import dev.tocsin.store.StoreException;
import dev.tocsin.value.Sha256;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is logged in to the pages. A session lasts 30 minutes from its last use and 8 hours at most,
 * and no longer than the token that opened it. Kept in memory under its hash: a restart logs
 * everybody out, and a copy of the store lets nobody in. At most 10 000; the one unused for longest
 * goes first. Thread-safe.
 */
public final class Sessions {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration ABSOLUTE = Duration.ofHours(8);

    private static final int MAX_SESSIONS = 10_000;

    private final Tokens tokens;
    private final InstantSource clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /**
     * @param id public: begins like its hash
     * @param forgery the secret that each form carries, because a cookie goes along with requests
     *     that another site made
     */
    private record Session(
            String id, String token, String forgery, Instant openedAt, Instant usedAt) {

        boolean isOver(Instant now) {
            return !usedAt.plus(IDLE).isAfter(now) || !openedAt.plus(ABSOLUTE).isAfter(now);
        }
    }

    public Sessions(Tokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Opens one for whoever came in with a token.
     *
     * @return its secret, for the cookie
     */
    public synchronized String open(Principal principal) {
        boolean shown =
                principal.via() == Principal.Via.TOKEN || principal.via() == Principal.Via.COMMAND;
        if (!shown) {
            throw new IllegalStateException("a session is opened with a token");
        }
        String secret = TokenText.secretText();
        String hash = Sha256.hex(secret);
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.isOver(now));
        Iterator<String> oldest = sessions.keySet().iterator();
        while (sessions.size() >= MAX_SESSIONS) {
            oldest.next();
            oldest.remove();
        }
        sessions.put(
                hash,
                new Session(
                        hash.substring(0, 12),
                        principal.credential(),
                        TokenText.secretText(),
                        now,
                        now));
        return secret;
    }

    /** Who a session is of. */
    public Identified identify(String secret) throws StoreException {
        Session session = use(Sha256.hex(secret));
        if (session == null) {
            return new Identified.Refused("expired", "the session is over: log in again");
        }
        return switch (tokens.identifyById(session.token)) {
            case Identified.Known(Principal principal) ->
                    new Identified.Known(
                            new Principal(
                                    principal.name(),
                                    Principal.Via.SESSION,
                                    session.id,
                                    principal.roles(),
                                    principal.sources()));
            case Identified.Refused refused -> refused;
            case Identified.Absent absent -> absent;
        };
    }

    // Looked up by the hash of what was sent: which hashes there are, a clock does not tell.
    private synchronized @Nullable Session use(String hash) {
        Session session = sessions.remove(hash);
        Instant now = clock.instant();
        if (session == null || session.isOver(now)) {
            return null;
        }
        Session used =
                new Session(session.id, session.token, session.forgery, session.openedAt, now);
        sessions.put(hash, used);
        return used;
    }

    /** Ends the session of that secret. */
    public synchronized void close(String secret) {
        sessions.remove(Sha256.hex(secret));
    }

    /**
     * What each form of a page carries in its hidden field {@code csrf} (or a script in the header
     * {@code X-CSRF-Token}); empty where the principal came without a session.
     */
    public synchronized String forgeryToken(Principal principal) {
        return principal.via() == Principal.Via.SESSION
                ? sessions.values().stream()
                        .filter(session -> session.id.equals(principal.credential()))
                        .findFirst()
                        .map(Session::forgery)
                        .orElse("")
                : "";
    }

    /** Whether a form or header carried what it must. */
    public boolean isFromOurPage(Principal principal, @Nullable String sent) {
        String forgery = forgeryToken(principal);
        return sent != null
                && !forgery.isEmpty()
                && TokenText.sameHash(Sha256.hex(forgery), Sha256.hex(sent));
    }
}
