package dev.tocsin.service.question;

import dev.tocsin.service.http.Observation;
import dev.tocsin.value.MapValue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the operator sees of messages: {@code tocsin_messages{outcome}}, where an outcome is {@code
 * mail sent} or {@code teams failed}, and a line of the log for each failure.
 */
public final class MessageCounts implements Messenger.Watcher {

    private final Observation observation;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    public MessageCounts(Observation observation) {
        this.observation = observation;
        observation
                .metrics()
                .gauges(
                        "tocsin_messages",
                        "Attempts to send a message about a question since the start",
                        "outcome",
                        () -> Map.copyOf(counts));
    }

    @Override
    public void sent(String channel, String kind) {
        counts.merge(channel + " sent", 1L, Long::sum);
    }

    @Override
    public void failed(String question, String channel, int attempt, String why) {
        counts.merge(channel + " failed", 1L, Long::sum);
        observation
                .log()
                .warning(
                        "message.failed",
                        MapValue.builder()
                                .put("question", question)
                                .put("channel", channel)
                                .put("attempt", attempt)
                                .put("reason", why)
                                .build());
    }
}
