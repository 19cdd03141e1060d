package dev.tocsin.lab;

import dev.tocsin.expression.TimeZones;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a mail would meet, before it is sent.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/user-getmailtips">getMailTips</a>
 */
final class GraphMailTips {

    private static final long LARGEST_MESSAGE = 37_748_736;
    private static final Set<String> TIPS =
            Set.of(
                    "automaticReplies",
                    "customMailTip",
                    "deliveryRestriction",
                    "externalMemberCount",
                    "mailboxFullStatus",
                    "maxMessageSize",
                    "moderationStatus",
                    "recipientScope",
                    "recipientSuggestions",
                    "totalMemberCount");

    private final Company company;
    private final GraphErrors errors;
    private final GraphMailboxes mailboxes;

    GraphMailTips(GraphMailboxes mailboxes, Company company, GraphErrors errors) {
        this.mailboxes = mailboxes;
        this.company = company;
        this.errors = errors;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/users/{id}/getMailTips", this::mailTips);
    }

    private Answer mailTips(Request request) {
        mailboxes.mailbox(request.id());
        MapValue body = request.json();
        List<String> addresses = GraphUsers.texts(body, "EmailAddresses");
        String options = body == null ? null : body.text("MailTipsOptions");
        if (addresses == null || addresses.isEmpty() || options == null) {
            throw errors.refuse(
                    400, "ErrorInvalidRequest", "EmailAddresses and MailTipsOptions are needed.");
        }
        List<String> asked = List.of(options.split(", *"));
        for (String option : asked) {
            if (!TIPS.contains(option)) {
                throw errors.refuse(
                        400,
                        "RequestBodyRead",
                        "The value '" + option + "' is not a valid mail tip.");
            }
        }
        List<Value> tips = new ArrayList<>();
        addresses.forEach(address -> tips.add(tip(address, asked)));
        return Answer.json(
                200,
                MapValue.builder()
                        .put(
                                "@odata.context",
                                GraphErrors.CONTEXT + "Collection(microsoft.graph.mailTips)")
                        .put("value", new ListValue(tips))
                        .build());
    }

    private MapValue tip(String address, List<String> asked) {
        MapValue owner = company.users().find("mail", address);
        MapValue mailbox =
                owner == null ? null : company.mailboxes().get(Company.text(owner, "id"));
        MapValue.Builder out =
                MapValue.builder()
                        .put(
                                "emailAddress",
                                MapValue.builder().put("name", "").put("address", address).build());
        if (asked.contains("automaticReplies")) {
            out.put(
                    "automaticReplies",
                    MapValue.builder().put("message", message(mailbox)).build());
        }
        if (asked.contains("mailboxFullStatus")) {
            out.put("mailboxFull", false);
        }
        if (asked.contains("recipientScope")) {
            out.put("recipientScope", mailbox == null ? "external" : "internal");
        }
        if (asked.contains("moderationStatus")) {
            out.put("isModerated", false);
        }
        if (asked.contains("deliveryRestriction")) {
            out.put("deliveryRestricted", false);
        }
        if (asked.contains("maxMessageSize")) {
            out.put("maxMessageSize", LARGEST_MESSAGE);
        }
        if (asked.contains("externalMemberCount")) {
            out.put("externalMemberCount", 0);
        }
        if (asked.contains("totalMemberCount")) {
            out.put("totalMemberCount", 1);
        }
        if (asked.contains("recipientSuggestions")) {
            out.put("recipientSuggestions", ListValue.EMPTY);
        }
        if (asked.contains("customMailTip")) {
            out.put("customMailTip", NullValue.NULL);
        }
        return out.build();
    }

    /** What an outsider would be answered now: nothing where no automatic reply is on. */
    private String message(@Nullable MapValue mailbox) {
        MapValue replies = mailbox == null ? MapValue.EMPTY : GraphMailboxes.replies(mailbox);
        boolean on =
                switch (Company.text(replies, "status")) {
                    case "alwaysEnabled" -> true;
                    case "scheduled" -> within(replies);
                    default -> false;
                };
        return on ? Company.text(replies, "internalReplyMessage") : "";
    }

    private boolean within(MapValue replies) {
        Instant start = time(replies, "scheduledStartDateTime");
        Instant end = time(replies, "scheduledEndDateTime");
        Instant now = company.instant();
        return start != null && end != null && !now.isBefore(start) && now.isBefore(end);
    }

    private static @Nullable Instant time(MapValue replies, String field) {
        if (!(replies.get(field) instanceof MapValue time)) {
            return null;
        }
        ZoneId zone = TimeZones.find(Company.text(time, "timeZone"));
        return zone == null
                ? null
                : LocalDateTime.parse(Company.text(time, "dateTime")).atZone(zone).toInstant();
    }
}
