package dev.tocsin.lab;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Messages in channels and chats of Teams. The real service takes them from people only, with a
 * token that was given to somebody who signed in; the lab has no such tokens and takes its own.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/chatmessage-post">chatMessage</a>
 */
final class GraphTeams {

    private static final Set<String> FIELDS =
            Set.of("subject", "importance", "body", "attachments", "mentions");

    private final Company company;
    private final GraphErrors errors;
    private final Table channels = new Table("id");
    private final Table chats = new Table("id");
    private final Table messages = new Table("id");

    GraphTeams(Company company, GraphErrors errors, MapValue start) {
        this.company = company;
        this.errors = errors;
        channels.fill(start, "channels");
        chats.fill(start, "chats");
    }

    void addTo(Routes routes) {
        routes.on("POST", "/teams/{team}/channels/{channel}/messages", r -> inChannel(r, null))
                .on(
                        "POST",
                        "/teams/{team}/channels/{channel}/messages/{message}/replies",
                        r -> inChannel(r, r.variables().getLast()))
                .on("POST", "/chats/{chat}/messages", this::inChat);
    }

    private Answer inChannel(Request request, @Nullable String replyTo) {
        MapValue channel = channels.get(request.variables().get(1));
        if (channel == null || !request.id().equals(channel.text("teamId"))) {
            throw new RefusedException(
                    errors.nested(404, "NotFound", "The channel was not found.", "NotFound"));
        }
        if (replyTo != null && messages.get(replyTo) == null) {
            throw new RefusedException(
                    errors.nested(404, "NotFound", "The message was not found.", "NotFound"));
        }
        MapValue identity =
                MapValue.builder()
                        .put("teamId", request.id())
                        .put("channelId", Company.text(channel, "id"))
                        .build();
        return post(request, replyTo, identity, null, Company.text(channel, "displayName"));
    }

    private Answer inChat(Request request) {
        MapValue chat = chats.get(request.id());
        if (chat == null) {
            throw new RefusedException(
                    errors.nested(404, "NotFound", "The chat was not found.", "NotFound"));
        }
        return post(request, null, null, request.id(), Company.text(chat, "topic"));
    }

    private Answer post(
            Request request,
            @Nullable String replyTo,
            @Nullable MapValue channel,
            @Nullable String chatId,
            String where) {
        MapValue body = request.json();
        if (body == null
                || !FIELDS.containsAll(body.entries().keySet())
                || !(body.get("body") instanceof MapValue content)
                || content.text("content") == null) {
            throw bad("Missing body content.");
        }
        String importance = body.text("importance");
        if (importance != null && !Set.of("normal", "high", "urgent").contains(importance)) {
            throw bad("Invalid importance '" + importance + "'.");
        }
        List<Value> cards = cards(body, content);
        String id = Long.toString(company.instant().toEpochMilli() + messages.rows().size());
        MapValue message =
                MapValue.builder()
                        .put(
                                "@odata.context",
                                GraphErrors.CONTEXT
                                        + (chatId == null
                                                ? "teams/channels/messages/$entity"
                                                : "chats('" + chatId + "')/messages/$entity"))
                        .put("id", id)
                        .put("replyToId", text(replyTo))
                        .put("etag", id)
                        .put("messageType", "message")
                        .put("createdDateTime", company.now())
                        .put("lastModifiedDateTime", company.now())
                        .put("deletedDateTime", NullValue.NULL)
                        .put("subject", text(body.text("subject")))
                        .put("summary", NullValue.NULL)
                        .put("chatId", text(chatId))
                        .put("importance", importance == null ? "normal" : importance)
                        .put("locale", "en-us")
                        .put("webUrl", "https://teams.microsoft.com/l/message/" + id)
                        .put("body", content)
                        .put("channelIdentity", channel == null ? NullValue.NULL : channel)
                        .put(
                                "attachments",
                                body.get("attachments") == null
                                        ? ListValue.EMPTY
                                        : body.get("attachments"))
                        .put("mentions", ListValue.EMPTY)
                        .build();
        messages.put(message);
        company.chat().add(told(where, body, content, cards));
        return Answer.json(201, message);
    }

    /** What a person sees of it, for the state of the lab. */
    private static MapValue told(String where, MapValue body, MapValue content, List<Value> cards) {
        MapValue.Builder out = MapValue.builder().put("in", where);
        String subject = body.text("subject");
        if (subject != null) {
            out.put("title", subject);
        }
        return out.put("text", Company.text(content, "content").replaceAll("<[^>]*>", " ").strip())
                .put("attachments", new ListValue(cards))
                .build();
    }

    private List<Value> cards(MapValue body, MapValue content) {
        List<Value> cards = new ArrayList<>();
        if (!(body.get("attachments") instanceof ListValue(List<Value> items))) {
            return cards;
        }
        for (Value item : items) {
            MapValue attachment = item instanceof MapValue map ? map : MapValue.EMPTY;
            String id = Company.text(attachment, "id");
            if (!Company.text(content, "content").contains("<attachment id=\"" + id + "\">")) {
                throw bad("Body content does not contain the attachment with id '" + id + "'.");
            }
            try {
                cards.add(
                        Json.parse(
                                Company.text(attachment, "content")
                                        .getBytes(StandardCharsets.UTF_8)));
            } catch (JsonException _) {
                throw bad("The content of the attachment with id '" + id + "' is not JSON.");
            }
        }
        return cards;
    }

    private static Value text(@Nullable String text) {
        return text == null ? NullValue.NULL : new StringValue(text);
    }

    private RefusedException bad(String message) {
        return new RefusedException(errors.nested(400, "BadRequest", message, "BadRequest"));
    }
}
