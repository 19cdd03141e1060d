package dev.tocsin.connector;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The secrets that runs have handed to services or got from them of late, so that what a service
 * says next does not show them where nobody expects a secret. Thread-safe.
 */
final class RunSecrets {

    /** Each has about ten forms that every answer is searched for. */
    private static final int MOST = 50;

    /** A shorter one stands in other texts by chance, and these must reach the run as they are. */
    private static final int SHORTEST_IN_ANSWERS = 8;

    private record Known(String text, Scrubber scrubber) {}

    private final ArrayDeque<Known> known = new ArrayDeque<>();

    /** Learns every text within a secret within {@code value}. */
    void learn(Value value) {
        learn(value, false);
    }

    private void learn(Value value, boolean secret) {
        switch (value) {
            case SecretValue(Value inner) -> learn(inner, true);
            case ListValue(List<Value> items) -> items.forEach(item -> learn(item, secret));
            case MapValue(Map<String, Value> entries) ->
                    entries.values().forEach(entry -> learn(entry, secret));
            case StringValue(String text) -> {
                if (secret) {
                    learn(text);
                }
            }
            default -> {}
        }
    }

    private synchronized void learn(String text) {
        boolean isNew = known.stream().noneMatch(one -> one.text().equals(text));
        if (isNew) {
            Scrubber scrubber = new Scrubber();
            scrubber.learn(text);
            known.addFirst(new Known(text, scrubber));
            if (known.size() > MOST) {
                known.removeLast();
            }
        }
    }

    /** An answer without what was known before it came; secrets in their own places stay. */
    Value scrub(Value answer) {
        Value clean = answer;
        for (Known one : all()) {
            if (one.text().length() >= SHORTEST_IN_ANSWERS) {
                clean = one.scrubber().scrub(clean);
            }
        }
        return clean;
    }

    ConnectorException scrub(ConnectorException e) {
        String text = e.text();
        Value details = e.details();
        for (Known one : all()) {
            text = one.scrubber().scrub(text);
            details = one.scrubber().scrub(details);
        }
        ConnectorException clean = text.equals(e.text()) ? e : e.as(e.kind(), text);
        return details instanceof MapValue map && !map.equals(e.details())
                ? clean.withDetails(map)
                : clean;
    }

    /** The longest first: a short one must not tear a hole into a long one and leave the rest. */
    private synchronized List<Known> all() {
        List<Known> sorted = new ArrayList<>(known);
        sorted.sort(Comparator.comparingInt((Known one) -> one.text().length()).reversed());
        return sorted;
    }
}
