package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * What mailboxes say of their owners: settings and automatic replies.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/graph/api/resources/mailboxsettings">mailboxSettings</a>
 */
final class GraphMailboxes {

    private final Company company;
    private final GraphErrors errors;
    private final GraphDirectory directory;

    GraphMailboxes(GraphDirectory directory, Company company, GraphErrors errors) {
        this.directory = directory;
        this.company = company;
        this.errors = errors;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/users/{id}/mailboxSettings", this::settings)
                .on(
                        "GET",
                        "/users/{id}/mailboxSettings/automaticRepliesSetting",
                        this::automaticReplies);
    }

    /**
     * @throws RefusedException if Exchange Online has none for the user
     */
    MapValue mailbox(String idOrName) {
        MapValue mailbox = company.mailboxes().get(Company.text(directory.user(idOrName), "id"));
        if (mailbox == null) {
            throw errors.refuse(
                    404,
                    "MailboxNotEnabledForRESTAPI",
                    "The mailbox is either inactive, soft-deleted, or is hosted on-premise.");
        }
        return mailbox;
    }

    private Answer settings(Request request) {
        MapValue mailbox = mailbox(request.id());
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", context(mailbox))
                        .put("automaticRepliesSetting", replies(mailbox))
                        .put("timeZone", Company.text(mailbox, "timeZone"))
                        .put(
                                "language",
                                MapValue.builder()
                                        .put("locale", "en-US")
                                        .put("displayName", "English (United States)")
                                        .build())
                        .put("workingHours", workingHours(mailbox))
                        .put("userPurpose", "user")
                        .build());
    }

    private static MapValue workingHours(MapValue mailbox) {
        List<Value> days = new ArrayList<>();
        for (String day : List.of("monday", "tuesday", "wednesday", "thursday", "friday")) {
            days.add(new StringValue(day));
        }
        return MapValue.builder()
                .put("daysOfWeek", new ListValue(days))
                .put("startTime", "08:00:00.0000000")
                .put("endTime", "17:00:00.0000000")
                .put(
                        "timeZone",
                        MapValue.builder().put("name", Company.text(mailbox, "timeZone")).build())
                .build();
    }

    private Answer automaticReplies(Request request) {
        MapValue mailbox = mailbox(request.id());
        MapValue.Builder out =
                MapValue.builder()
                        .put("@odata.context", context(mailbox) + "/automaticRepliesSetting");
        replies(mailbox).entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    private static String context(MapValue mailbox) {
        return GraphErrors.CONTEXT
                + "users('"
                + Company.text(mailbox, "userId")
                + "')/mailboxSettings";
    }

    static MapValue replies(MapValue mailbox) {
        return mailbox.get("automaticRepliesSetting") instanceof MapValue replies
                ? replies
                : MapValue.EMPTY;
    }
}
