package dev.tocsin.service.trigger;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The events that the body of one request carries: a JSON object, a JSON array of them, or
 * CloudEvents 1.0 in any of the three modes of its HTTP binding.
 *
 * @param events in the order of the body
 * @param isBatch whether the body was a list, so that the answer is one too
 */
record EventBody(List<CarriedEvent> events, boolean isBatch) {

    /** Deeper than any alert that was seen, and far from what recursion bears. */
    static final int MAX_DEPTH = 64;

    /** More events than this in one request would hold the writer up. */
    static final int MAX_EVENTS = 1_000;

    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

    /** The content types that are taken, for messages. */
    static final String TAKEN =
            "`application/json`, `" + CLOUD_EVENT + "` and `" + CLOUD_EVENTS + "`";

    /** The same for the table of routes. */
    static final String TYPES = "application/json, " + CLOUD_EVENT + ", " + CLOUD_EVENTS;

    /** What webhooks take: JSON, and nothing around it. */
    static final String HOOK_TYPES = "application/json, application/cloudevents+json";

    /** Whether the content type alone already rules the body out. */
    static boolean isTaken(@Nullable String contentType) {
        MediaType type = MediaType.of(contentType);
        return type.isJson() && type.isUtf8();
    }

    /**
     * Reads a body of a content type that {@link #isTaken}.
     *
     * @param header gives a request header by its lower-case name, or null
     * @throws UnreadableBodyException if it is not JSON, too deep, too long a list or no event
     */
    static EventBody read(
            @Nullable String contentType, UnaryOperator<@Nullable String> header, byte[] body)
            throws UnreadableBodyException {
        Value value = json(body);
        return switch (MediaType.of(contentType).type()) {
            case CLOUD_EVENT -> new EventBody(List.of(CloudEvents.structured(value)), false);
            case CLOUD_EVENTS -> {
                if (!(value instanceof ListValue(List<Value> items))) {
                    throw new UnreadableBodyException("a batch of CloudEvents is a JSON array");
                }
                yield batch(items, true);
            }
            default -> {
                if (header.apply("ce-specversion") != null) {
                    yield new EventBody(List.of(CloudEvents.binary(header, value)), false);
                }
                yield switch (value) {
                    case MapValue map ->
                            new EventBody(List.of(new CarriedEvent.Whole(map, null)), false);
                    case ListValue(List<Value> items) -> batch(items, false);
                    default ->
                            throw new UnreadableBodyException(
                                    "the body is a JSON object, or an array of them");
                };
            }
        };
    }

    private static EventBody batch(List<Value> items, boolean enveloped)
            throws UnreadableBodyException {
        if (items.size() > MAX_EVENTS) {
            throw new UnreadableBodyException(
                    "the array has "
                            + items.size()
                            + " items, and at most "
                            + MAX_EVENTS
                            + " are taken at once");
        }
        List<CarriedEvent> events = new ArrayList<>(items.size());
        for (Value item : items) {
            events.add(
                    enveloped
                            ? CloudEvents.structured(item)
                            : item instanceof MapValue
                                    ? new CarriedEvent.Whole(item, null)
                                    : new CarriedEvent.Unfit("", "an event is a JSON object"));
        }
        return new EventBody(List.copyOf(events), true);
    }

    /**
     * The JSON value of a body.
     *
     * @throws UnreadableBodyException if it is none, with line and column, or nested too deep
     */
    static Value json(byte[] body) throws UnreadableBodyException {
        Value value;
        try {
            value = Json.parse(body);
        } catch (JsonException e) {
            throw new UnreadableBodyException(
                    "the body is not JSON: " + e.getMessage(), e.line(), e.column());
        }
        if (isDeeper(value, MAX_DEPTH)) {
            throw new UnreadableBodyException(
                    "the body is nested deeper than " + MAX_DEPTH + " levels");
        }
        return value;
    }

    private static boolean isDeeper(Value value, int levels) {
        return switch (value) {
            case MapValue map -> {
                for (Value inner : map.entries().values()) {
                    if (levels == 0 || isDeeper(inner, levels - 1)) {
                        yield true;
                    }
                }
                yield false;
            }
            case ListValue(List<Value> items) -> {
                for (Value inner : items) {
                    if (levels == 0 || isDeeper(inner, levels - 1)) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> false;
        };
    }
}
