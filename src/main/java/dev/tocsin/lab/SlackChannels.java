package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.MapValue;

/** Which conversations there are, and what the bot may do in them. */
final class SlackChannels {

    private final Table channels;
    private final SlackPeople people;

    SlackChannels(MapValue section, SlackPeople people) {
        this.channels = Section.table(section, "channels", "id");
        this.people = people;
    }

    /** As people tell where a message stands: {@code in #soc}, {@code to Adele Vance}. */
    String name(String id) {
        MapValue row = channels.get(id);
        return row == null ? "to " + people.names(id) : "in #" + Company.text(row, "name");
    }

    /** The id of a conversation that the bot may post to. */
    String writable(String id) {
        String channel = readable(id);
        MapValue row = channels.get(channel);
        if (row != null && row.get("archived") == BoolValue.TRUE) {
            throw SlackStandIn.refuse("is_archived");
        }
        return channel;
    }

    /** The id of a conversation that the bot is in. */
    String readable(String id) {
        MapValue row = channels.get(id);
        if (row == null && !people.hasOpened(id)) {
            throw SlackStandIn.refuse("channel_not_found");
        }
        if (row != null && row.get("member") == BoolValue.FALSE) {
            throw SlackStandIn.refuse("not_in_channel");
        }
        return id;
    }
}
