package dev.tocsin.connector;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What a token endpoint said (RFC 6749 section 5.1).
 *
 * @param body empty where it was no JSON object
 */
record TokenAnswer(HttpSender.Incoming incoming, MapValue body) {

    // A token that ends while the request travels would cost a 401 and a second round.
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Duration UNSTATED_LIFE = Duration.ofMinutes(5);
    private static final int LONGEST_LIFE_SECONDS = 86_400;

    static TokenAnswer read(HttpSender.Incoming incoming) {
        try {
            return new TokenAnswer(
                    incoming,
                    Json.parse(incoming.body()) instanceof MapValue map ? map : MapValue.EMPTY);
        } catch (JsonException _) {
            return new TokenAnswer(incoming, MapValue.EMPTY);
        }
    }

    /**
     * The token, and how long it may be used; null where there is none.
     *
     * @param now as this machine's clock has it, for endpoints that name the end and not the life
     */
    FetchedValue.@Nullable Good<String> token(Instant now) {
        String token = body.text("access_token");
        // What is no header could become two of them.
        if (incoming.status() != 200
                || token == null
                || token.isEmpty()
                || !HeaderNames.isPlainValue(token)) {
            return null;
        }
        Duration life = life(now);
        // Half of a short life, so that a token of a minute is used at all.
        Duration margin = life.compareTo(MARGIN.multipliedBy(2)) < 0 ? life.dividedBy(2) : MARGIN;
        return new FetchedValue.Good<>(token, life.minus(margin));
    }

    private Duration life(Instant now) {
        long seconds = seconds(body.get("expires_in"));
        if (seconds > 0) {
            return Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE_SECONDS));
        }
        long end = seconds(body.get("expires_on"));
        Instant there = ServerDate.of(incoming);
        long left = end <= 0 ? 0 : end - (there == null ? now : there).getEpochSecond();
        return left <= 0 ? UNSTATED_LIFE : Duration.ofSeconds(Math.min(left, LONGEST_LIFE_SECONDS));
    }

    // Azure's managed identities write numbers as text.
    private static long seconds(@Nullable Value value) {
        if (value instanceof IntValue(long number)) {
            return number;
        }
        if (!(value instanceof StringValue(String text)) || text.length() > 12) {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
