package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Messages of every conversation: posted, changed, listed with their threads. */
final class SlackMessages {

    private static final Set<String> CONTENT =
            Set.of("channel", "text", "blocks", "attachments", "metadata", "parse", "link_names");
    private final Company company;
    private final MapValue section;
    private final SlackPeople people;
    private final SlackChannels channels;

    /** By {@code ts}, which the lab gives out once for all channels. */
    private final Table messages;

    private int posted;

    SlackMessages(Company company, MapValue section, SlackPeople people) {
        this.company = company;
        this.section = section;
        this.people = people;
        this.channels = new SlackChannels(section, people);
        this.messages = Section.table(section, "messages", "ts");
    }

    void addTo(Routes routes) {
        routes.on("POST", "/chat.postMessage", this::post).on("POST", "/chat.update", this::update);
        new SlackHistory(channels, this).addTo(routes);
    }

    /** Of all channels, oldest first. */
    Collection<MapValue> all() {
        return messages.rows();
    }

    /** Each message with the name of its channel, oldest first. */
    ListValue state() {
        return messages.map(
                row -> {
                    return MapValue.builder()
                            .put("ts", Company.text(row, "ts"))
                            .put("where", channels.name(Company.text(row, "channel")))
                            .put("thread", value(row, "thread_ts"))
                            .put("text", value(row, "text"))
                            .put("blocks", value(row, "blocks"))
                            .build();
                });
    }

    private Answer post(Request request) {
        MapValue body =
                SlackStandIn.arguments(
                        request,
                        with(
                                "thread_ts",
                                "reply_broadcast",
                                "mrkdwn",
                                "unfurl_links",
                                "unfurl_media",
                                "username",
                                "icon_emoji",
                                "icon_url"));
        String channel = channels.writable(Company.text(body, "channel"));
        SlackContent.check(body);
        String ts =
                String.format(
                        Locale.ROOT, "%d.%06d", company.instant().getEpochSecond(), ++posted * 100);
        MapValue.Builder row =
                MapValue.builder()
                        .put("channel", channel)
                        .put("type", "message")
                        .put("user", people.bot())
                        .put("bot_id", Section.text(section, "bot", "id"))
                        .put("ts", ts)
                        .put("team", Section.text(section, "team", "id"));
        content(body).forEach(row::put);
        // A reply to what is not there lands in the channel itself.
        MapValue parent = message(channel, Company.text(body, "thread_ts"));
        if (parent != null) {
            row.put("thread_ts", Company.text(parent, "ts"));
        }
        return posted(messages.put(row.build()), MapValue.builder());
    }

    private Answer update(Request request) {
        MapValue body = SlackStandIn.arguments(request, with("ts"));
        String channel = channels.writable(Company.text(body, "channel"));
        MapValue row = message(channel, Company.text(body, "ts"));
        if (row == null) {
            throw SlackStandIn.refuse("message_not_found");
        }
        if (!people.bot().equals(row.text("user"))) {
            throw SlackStandIn.refuse("cant_update_message");
        }
        SlackContent.check(body);
        MapValue changed = row;
        for (Map.Entry<String, Value> field : content(body).entrySet()) {
            changed = Table.with(changed, field.getKey(), field.getValue());
        }
        return posted(
                messages.put(changed),
                MapValue.builder().put("text", Company.text(changed, "text")));
    }

    private static Answer posted(MapValue row, MapValue.Builder out) {
        return SlackStandIn.ok(
                out.put("channel", Company.text(row, "channel"))
                        .put("ts", Company.text(row, "ts"))
                        .put("message", SlackContent.shown(row, true)));
    }

    private static Map<String, Value> content(MapValue body) {
        return Table.only(body, List.of("text", "blocks", "attachments", "metadata")).entries();
    }

    /** Null where the channel has no such message. */
    @Nullable MapValue message(String channel, String ts) {
        MapValue row = messages.get(ts);
        return row != null && channel.equals(row.text("channel")) ? row : null;
    }

    private static Value value(MapValue row, String field) {
        Value value = row.get(field);
        return value == null ? NullValue.NULL : value;
    }

    private static Set<String> with(String... names) {
        Set<String> all = new HashSet<>(CONTENT);
        all.addAll(List.of(names));
        return all;
    }
}
