package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a message may consist of. */
final class SlackContent {

    private static final int LONGEST_TEXT = 40_000;
    private static final int MOST_BLOCKS = 50;
    private static final int MOST_ATTACHMENTS = 100;

    private SlackContent() {}

    /** Refuses what the service would not show. */
    static void check(MapValue body) {
        String text = Company.text(body, "text");
        int blocks = size(body, "blocks");
        if (text.isEmpty() && blocks == 0 && size(body, "attachments") == 0) {
            throw SlackStandIn.refuse("no_text");
        }
        if (text.length() > LONGEST_TEXT) {
            throw SlackStandIn.refuse("msg_too_long");
        }
        if (blocks > MOST_BLOCKS || !eachHasType(body.get("blocks"))) {
            throw SlackStandIn.refuse("invalid_blocks");
        }
        if (size(body, "attachments") > MOST_ATTACHMENTS) {
            throw SlackStandIn.refuse("too_many_attachments");
        }
        Value metadata = body.get("metadata");
        if (metadata != null
                && !(metadata instanceof MapValue map
                        && map.text("event_type") != null
                        && map.get("event_payload") instanceof MapValue)) {
            throw SlackStandIn.refuse("invalid_metadata_format");
        }
    }

    private static int size(MapValue body, String field) {
        return body.get(field) instanceof ListValue list ? list.size() : 0;
    }

    private static boolean eachHasType(@Nullable Value blocks) {
        if (blocks instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (!(item instanceof MapValue block) || block.text("type") == null) {
                    return false;
                }
            }
        }
        return blocks == null || blocks instanceof ListValue;
    }

    /** A message as the service gives it out. */
    static MapValue shown(MapValue row, boolean metadata) {
        MapValue.Builder out = MapValue.builder();
        row.entries()
                .forEach(
                        (field, value) -> {
                            boolean left =
                                    field.equals("channel")
                                            || field.equals("metadata") && !metadata;
                            if (!left) {
                                out.put(field, value);
                            }
                        });
        return out.build();
    }
}
