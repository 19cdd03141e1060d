package dev.tocsin.lab;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Holds requests to the limits of {@link RateLimit#ALL}, by the lab's clock: an answered request
 * counts until its time is over, a refused one does not count. While the clock stands still where
 * the lab began there is no rate to measure, and nothing is refused: a test with such a clock may
 * ask as much as it likes. Thread-safe.
 */
final class Throttle {

    /** A rule of a ServiceNow instance has an id. */
    private static final String RULE = DerivedIds.sysId("rate limit of the lab");

    private final InstantSource clock;
    private final Instant began;
    private final Map<String, Deque<Instant>> counted = new HashMap<>();

    Throttle(InstantSource clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    /**
     * Counts a request, or refuses it.
     *
     * @param failure the service's own body for a status
     * @return null where the request may go on
     */
    synchronized @Nullable Answer refusal(
            String service, Request request, IntFunction<Answer> failure) {
        Instant now = clock.instant();
        if (now.equals(began)) {
            return null;
        }
        for (RateLimit limit : RateLimit.ALL) {
            if (limit.fits(service, request)) {
                Deque<Instant> earlier = counted(limit, request, now);
                if (earlier.size() >= limit.requests()) {
                    Instant free = earlier.getFirst().plus(limit.per());
                    return refused(limit, now, free, failure);
                }
            }
        }
        for (RateLimit limit : RateLimit.ALL) {
            if (limit.fits(service, request)) {
                counted(limit, request, now).addLast(now);
            }
        }
        return null;
    }

    /** The answer with what the service tells of its limits in each. */
    synchronized Answer told(String service, Request request, Answer answer) {
        Answer told = answer;
        for (RateLimit limit : RateLimit.ALL) {
            boolean tells =
                    limit.form() == RateLimit.Form.SERVICENOW
                            || limit.form() == RateLimit.Form.GITHUB;
            if (tells && limit.fits(service, request)) {
                Instant now = clock.instant();
                Deque<Instant> earlier = counted(limit, request, now);
                Instant first = earlier.isEmpty() ? now : earlier.getFirst();
                int left = limit.requests() - earlier.size();
                told = withNumbers(told, limit, first.plus(limit.per()), left);
            }
        }
        return told;
    }

    /** When those requests were made that still count. */
    private Deque<Instant> counted(RateLimit limit, Request request, Instant now) {
        String key = RateLimit.ALL.indexOf(limit) + " " + limit.key(request);
        Deque<Instant> times = counted.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(limit.per()).isAfter(now)) {
            times.removeFirst();
        }
        return times;
    }

    private static Answer refused(
            RateLimit limit, Instant now, Instant free, IntFunction<Answer> failure) {
        Answer answer = failure.apply(429);
        long seconds = Math.max(1, Duration.between(now, free).plusMillis(999).toSeconds());
        return switch (limit.form()) {
            case SILENT -> answer;
            case RETRY_AFTER -> answer.with("Retry-After", Long.toString(seconds));
            case SERVICENOW, GITHUB, JIRA_BURST, JIRA_ISSUE ->
                    withNumbers(answer, limit, free, 0).with("Retry-After", Long.toString(seconds));
            case TEAMS -> new Answer(200, answer.headers(), answer.body());
        };
    }

    private static Answer withNumbers(Answer answer, RateLimit limit, Instant free, int left) {
        Answer numbered =
                answer.with("X-RateLimit-Limit", Integer.toString(limit.requests()))
                        .with("X-RateLimit-Reset", Long.toString(free.getEpochSecond()));
        return switch (limit.form()) {
            case SERVICENOW -> numbered.with("X-RateLimit-Rule", RULE);
            case GITHUB -> numbered.with("X-RateLimit-Remaining", Integer.toString(left));
            case JIRA_BURST -> ofJira(numbered, free, "jira-burst-based");
            case JIRA_ISSUE -> ofJira(numbered, free, "jira-per-issue-on-write");
            case SILENT, RETRY_AFTER, TEAMS -> answer;
        };
    }

    private static Answer ofJira(Answer answer, Instant free, String reason) {
        return answer.with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", free.toString())
                .with("RateLimit-Reason", reason);
    }
}
