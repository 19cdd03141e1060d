package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The bearer tokens given out so far. Guarded by the lab's lock. */
final class Tokens {

    /** As the token endpoint says in {@code expires_in}. */
    static final Duration LIFE = Duration.ofSeconds(3599);

    /**
     * @param roles null for each there is
     */
    private record Token(Audience audience, Instant end, @Nullable Set<String> roles) {}

    private final Map<String, Token> tokens = new HashMap<>();
    private final InstantSource clock;
    private final Grants grants;

    Tokens(InstantSource clock, Grants grants) {
        this.clock = clock;
        this.grants = grants;
    }

    String issue(Audience audience) {
        String token =
                String.format(Locale.ROOT, "lab.%s.%04d", audience.word(), tokens.size() + 1);
        tokens.put(token, new Token(audience, clock.instant().plus(LIFE), grants.of(audience)));
        return token;
    }

    /**
     * Why the {@code Authorization} header does not open an API, or null where it does.
     *
     * @param header null where the request has none
     */
    @Nullable String fault(@Nullable String header, Audience audience) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return "Access token is empty.";
        }
        Token token = of(header);
        if (token == null) {
            return "Access token validation failure. Invalid token.";
        }
        if (token.audience != audience) {
            return "Access token validation failure. Invalid audience.";
        }
        return clock.instant().isBefore(token.end)
                ? null
                : "Lifetime validation failed, the token is expired.";
    }

    /** The permissions of a token, or null where it has each there is, or is none that is good. */
    @Nullable Set<String> roles(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        Token token = of(header);
        return token != null && clock.instant().isBefore(token.end) ? token.roles : null;
    }

    private @Nullable Token of(String header) {
        return tokens.get(header.substring(7).strip());
    }
}
