package dev.tocsin.service.trigger;

import dev.tocsin.playbook.Trigger;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Sha256;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a poll has found so far.
 *
 * @param rule digest of what it asks and of what makes an item the same; with another one what is
 *     there is not new because it was not seen
 * @param polled when it was asked last
 */
record PollCursor(String rule, Instant polled, SeenKeys seen) {

    /**
     * Of a poll as it is written.
     *
     * @param file that it stands in
     */
    static String rule(Trigger.Poll poll, SourceText file) {
        Span with = poll.with().span();
        String text =
                String.join(
                        "\n",
                        poll.operation().text(),
                        file.text().substring(with.start(), with.end()),
                        poll.items().text(),
                        poll.key().text());
        return Sha256.hex(text).substring(0, 16);
    }

    /** As it stands in the store. */
    String text() {
        return Json.write(
                MapValue.builder()
                        .put("rule", rule)
                        .put("polled", polled.toString())
                        .put("seen", seen.toValue())
                        .build());
    }

    /** What {@link #text} gave; null for anything else. */
    static @Nullable PollCursor parse(String text) {
        try {
            if (Json.parse(text) instanceof MapValue map && map.get("seen") instanceof Value seen) {
                String rule = map.text("rule");
                String polled = map.text("polled");
                if (rule != null && polled != null) {
                    return new PollCursor(rule, Instant.parse(polled), SeenKeys.of(seen));
                }
            }
        } catch (JsonException | DateTimeException _) {
            // As if it had never been asked: what is there now counts as seen.
        }
        return null;
    }
}
