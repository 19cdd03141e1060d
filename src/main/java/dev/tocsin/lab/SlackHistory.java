package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Lists messages: of a conversation newest first, of a thread oldest first. */
final class SlackHistory {

    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 999;
    private static final Set<String> NAMES =
            Set.of("channel", "ts", "limit", "cursor", "include_all_metadata");

    private final SlackChannels channels;
    private final SlackMessages messages;

    SlackHistory(SlackChannels channels, SlackMessages messages) {
        this.channels = channels;
        this.messages = messages;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/conversations.history", this::history)
                .on("GET", "/conversations.replies", this::replies);
    }

    private Answer history(Request request) {
        String channel = readable(request);
        List<MapValue> found = new ArrayList<>();
        for (MapValue row : messages.all()) {
            if (channel.equals(row.text("channel")) && row.text("thread_ts") == null) {
                found.add(row);
            }
        }
        Collections.reverse(found);
        return page(found, request);
    }

    private Answer replies(Request request) {
        String channel = readable(request);
        MapValue parent = messages.message(channel, request.query().getOrDefault("ts", ""));
        if (parent == null) {
            throw SlackStandIn.refuse("thread_not_found");
        }
        List<MapValue> found = new ArrayList<>(List.of(parent));
        for (MapValue row : messages.all()) {
            if (Company.text(parent, "ts").equals(row.text("thread_ts"))) {
                found.add(row);
            }
        }
        return page(found, request);
    }

    private static Answer page(List<MapValue> found, Request request) {
        String cursor = request.query().getOrDefault("cursor", "");
        int from = cursor.isEmpty() ? 0 : place(cursor, found);
        int limit = Math.clamp(Queries.number(request.query(), "limit", PAGE), 1, LONGEST_PAGE);
        int to = Math.min(found.size(), from + limit);
        boolean metadata = "true".equals(request.query().get("include_all_metadata"));
        List<Value> page = new ArrayList<>();
        found.subList(from, to).forEach(row -> page.add(SlackContent.shown(row, metadata)));
        MapValue.Builder out =
                MapValue.builder()
                        .put("messages", new ListValue(page))
                        .put("has_more", to < found.size());
        if (to < found.size()) {
            byte[] mark =
                    ("next_ts:" + Company.text(found.get(to), "ts"))
                            .getBytes(StandardCharsets.UTF_8);
            String next = Base64.getEncoder().encodeToString(mark);
            out.put("response_metadata", MapValue.of("next_cursor", new StringValue(next)));
        }
        return SlackStandIn.ok(out);
    }

    private static int place(String cursor, List<MapValue> found) {
        for (int i = 0; i < found.size(); i++) {
            String mark = "next_ts:" + Company.text(found.get(i), "ts");
            byte[] bytes = mark.getBytes(StandardCharsets.UTF_8);
            if (Base64.getEncoder().encodeToString(bytes).equals(cursor)) {
                return i;
            }
        }
        throw SlackStandIn.refuse("invalid_cursor");
    }

    private String readable(Request request) {
        SlackStandIn.checkNames(request.query(), NAMES);
        return channels.readable(request.query().getOrDefault("channel", ""));
    }
}
