package dev.tocsin.service.http;

import dev.tocsin.service.access.Attempts;
import dev.tocsin.service.access.Identified;
import dev.tocsin.service.access.Principal;
import dev.tocsin.service.access.Sessions;
import dev.tocsin.service.access.Tokens;
import dev.tocsin.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who a request is from: {@code Authorization: Bearer tocsin_…}, else the cookie of a session. What
 * the request says about itself anywhere else is not looked at.
 */
final class Authenticator {

    private static final String SCHEME = "bearer ";

    private final Tokens tokens;
    private final Sessions sessions;
    private final Attempts attempts;
    private final SessionCookie cookie;
    private final Metrics metrics;

    Authenticator(
            Tokens tokens,
            Sessions sessions,
            Attempts attempts,
            SessionCookie cookie,
            Metrics metrics) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.attempts = attempts;
        this.cookie = cookie;
        this.metrics = metrics;
    }

    /**
     * Meets what a route needs, or says why not.
     *
     * @param headers by lower-case name
     * @param peer the address that counts for wrong attempts
     */
    Principal admit(Needs needs, Map<String, List<String>> headers, String peer)
            throws ProblemException, StoreException {
        return switch (needs) {
            case Needs.Nothing _, Needs.OwnProof _ -> optional(headers, peer);
            case Needs.Permitted(var permission) -> {
                Principal principal = known(identify(headers, peer), peer);
                if (!principal.may(permission)) {
                    metrics.refused("role");
                    throw Problem.forbidden(
                                    "`"
                                            + principal.name()
                                            + "` may not "
                                            + permission.word()
                                            + " here; that takes "
                                            + PermissionWords.roles(permission))
                            .asException();
                }
                yield principal;
            }
        };
    }

    /**
     * Whoever it is, where a route lets anybody in: a page shows its visitor's name. A credential
     * that is not good counts as none there.
     */
    private Principal optional(Map<String, List<String>> headers, String peer)
            throws StoreException {
        String secret = cookie.read(headers.getOrDefault("cookie", List.of()));
        return secret != null
                        && attempts.wait(peer).isZero()
                        && sessions.identify(secret) instanceof Identified.Known(Principal who)
                ? who
                : Principal.NOBODY;
    }

    /** Checks a token that came in a form, like one in a header. */
    Principal login(String token, String peer) throws ProblemException, StoreException {
        mayTry(peer);
        return known(tokens.identify(token.strip()), peer);
    }

    private Identified identify(Map<String, List<String>> headers, String peer)
            throws ProblemException, StoreException {
        mayTry(peer);
        List<String> authorization = headers.getOrDefault("authorization", List.of());
        if (!authorization.isEmpty()) {
            String header = authorization.getFirst();
            boolean bearer =
                    authorization.size() == 1 && header.toLowerCase(Locale.ROOT).startsWith(SCHEME);
            return bearer
                    ? tokens.identify(header.substring(SCHEME.length()).strip())
                    : new Identified.Refused(
                            "wrong", "`Authorization` takes one `Bearer` and a token");
        }
        @Nullable String secret = cookie.read(headers.getOrDefault("cookie", List.of()));
        return secret == null ? new Identified.Absent() : sessions.identify(secret);
    }

    private void mayTry(String peer) throws ProblemException {
        Duration wait = attempts.wait(peer);
        if (!wait.isZero()) {
            metrics.refused("attempts");
            throw Problem.tooMany("too many wrong tokens from your address", wait).asException();
        }
    }

    private Principal known(Identified identified, String peer) throws ProblemException {
        return switch (identified) {
            case Identified.Known(Principal principal) -> principal;
            case Identified.Absent _ -> {
                metrics.refused("none");
                throw Problem.unauthorized("send `Authorization: Bearer tocsin_…`, or log in")
                        .asException();
            }
            case Identified.Refused(String reason, String told) -> {
                metrics.refused(reason);
                // Who has the right secret does not guess.
                if (reason.equals("wrong")) {
                    attempts.wrong(peer);
                }
                throw Problem.unauthorized(told).asException();
            }
        };
    }
}
