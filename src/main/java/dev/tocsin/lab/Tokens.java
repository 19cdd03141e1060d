package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The bearer tokens given out so far. Guarded by the lab's lock. */
final class Tokens {

    /** As the token endpoint says in {@code expires_in}. */
    static final Duration LIFE = Duration.ofSeconds(3599);

    private record Token(Audience audience, Instant end) {}

    private final Map<String, Token> tokens = new HashMap<>();
    private final InstantSource clock;

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    String issue(Audience audience) {
        String token =
                String.format(Locale.ROOT, "lab.%s.%04d", audience.word(), tokens.size() + 1);
        tokens.put(token, new Token(audience, clock.instant().plus(LIFE)));
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
        Token token = tokens.get(header.substring(7).strip());
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
}
