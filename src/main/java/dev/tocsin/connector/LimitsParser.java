package dev.tocsin.connector;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.Durations;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code limits} of a connector, an operation or a connection. */
final class LimitsParser {

    private static final int MOST_REQUESTS = 100_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private LimitsParser() {}

    /** Empty where there are none. */
    static List<RateLimit> parse(MapReader reader) {
        List<RateLimit> limits = new ArrayList<>();
        for (Node item : reader.list("limits")) {
            if (item instanceof MapNode map) {
                RateLimit limit = limit(reader.below(map, map.span()));
                if (limit != null) {
                    limits.add(limit);
                }
            } else {
                reader.report(
                        item.span(),
                        "a limit must be a mapping",
                        Note.help("write `{ requests: 100, per: 1m }`"));
            }
        }
        return limits;
    }

    private static @Nullable RateLimit limit(MapReader reader) {
        ScalarNode requestsNode = reader.requiredScalar("requests");
        ScalarNode perNode = reader.requiredScalar("per");
        reader.finish();
        if (requestsNode == null || perNode == null) {
            return null;
        }
        int requests = Digits.number(requestsNode.text(), MOST_REQUESTS);
        Duration per = Durations.parse(perNode.text());
        if (requests < 1) {
            reader.report(requestsNode.span(), "`requests` is a number from 1 to " + MOST_REQUESTS);
            return null;
        }
        if (per == null || per.isZero() || per.compareTo(LONGEST) > 0) {
            reader.report(
                    perNode.span(),
                    "`" + perNode.text() + "` is not a time from `1ms` to `1d`",
                    Note.help("write a number with `s`, `m` or `h`: `1m`"));
            return null;
        }
        return new RateLimit(requests, per);
    }
}
