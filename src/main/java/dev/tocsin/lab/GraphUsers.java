package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Users of the directory, their mailbox settings, their mail.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/resources/user">user</a>
 */
final class GraphUsers {

    private static final String CONTEXT = "https://graph.microsoft.com/v1.0/$metadata#";

    private final Company company;
    private final GraphErrors errors;

    GraphUsers(Company company, GraphErrors errors) {
        this.company = company;
        this.errors = errors;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/users/{id}", r -> shown(user(r.id()), r.query()))
                .on("PATCH", "/users/{id}", this::update)
                .on("GET", "/users/{id}/manager", this::manager)
                .on("GET", "/users/{id}/mailboxSettings", r -> mailboxSettings(r, false))
                .on(
                        "GET",
                        "/users/{id}/mailboxSettings/automaticRepliesSetting",
                        r -> mailboxSettings(r, true))
                .on("POST", "/users/{id}/revokeSignInSessions", this::revokeSessions)
                .on("POST", "/users/{id}/sendMail", this::sendMail);
    }

    private Answer shown(MapValue user, Map<String, String> query) {
        // The manager is a resource of its own.
        List<String> fields = new ArrayList<>(user.entries().keySet());
        fields.remove("manager");
        String select = query.get("$select");
        if (select != null) {
            fields.retainAll(List.of(select.split(",")));
        }
        MapValue.Builder out = MapValue.builder().put("@odata.context", CONTEXT + "users/$entity");
        Table.only(user, fields).entries().forEach(out::put);
        return Answer.json(200, out.build());
    }

    private Answer manager(Request request) {
        MapValue user = user(request.id());
        MapValue manager = company.users().get(Company.text(user, "manager"));
        if (manager == null) {
            throw errors.refuse(
                    404,
                    "Request_ResourceNotFound",
                    "Resource 'manager' does not exist or one of its queried reference-property"
                            + " objects are not present.");
        }
        return shown(manager, request.query());
    }

    private Answer update(Request request) {
        MapValue user = user(request.id());
        MapValue body = request.json();
        if (body == null
                || body.entries().size() != 1
                || !(body.get("accountEnabled") instanceof BoolValue enabled)) {
            throw errors.refuse(
                    400, "BadRequest", "The lab can change `accountEnabled` of a user only.");
        }
        company.users().set(user, "accountEnabled", enabled);
        return Answer.empty(204);
    }

    private Answer mailboxSettings(Request request, boolean repliesOnly) {
        String id = Company.text(user(request.id()), "id");
        MapValue mailbox = company.mailboxes().get(id);
        Value replies = mailbox == null ? null : mailbox.get("automaticRepliesSetting");
        if (mailbox == null || !(replies instanceof MapValue setting)) {
            throw errors.refuse(
                    404,
                    "MailboxNotEnabledForRESTAPI",
                    "The mailbox is either inactive, soft-deleted, or is hosted on-premise.");
        }
        String path = CONTEXT + "users('" + id + "')/mailboxSettings";
        MapValue.Builder out = MapValue.builder();
        if (repliesOnly) {
            out.put("@odata.context", path + "/automaticRepliesSetting");
            setting.entries().forEach(out::put);
        } else {
            out.put("@odata.context", path);
            out.put("automaticRepliesSetting", setting);
            out.put("timeZone", Company.text(mailbox, "timeZone"));
        }
        return Answer.json(200, out.build());
    }

    private Answer revokeSessions(Request request) {
        MapValue user = user(request.id());
        company.revokeSessions(Company.text(user, "id"));
        company.users().set(user, "signInSessionsValidFromDateTime", company.now());
        return Answer.json(
                200,
                MapValue.builder()
                        .put("@odata.context", CONTEXT + "Edm.Boolean")
                        .put("value", true)
                        .build());
    }

    private Answer sendMail(Request request) {
        String sender = Company.text(user(request.id()), "mail");
        MapValue body = request.json();
        MapValue message = body == null ? null : map(body, "message");
        List<String> to = new ArrayList<>();
        if (message != null) {
            for (String field : List.of("toRecipients", "ccRecipients", "bccRecipients")) {
                addresses(message, field, to);
            }
        }
        if (message == null || to.isEmpty()) {
            throw errors.refuse(
                    400,
                    "ErrorInvalidRecipients",
                    "At least one recipient is not valid. A recipient must be specified.");
        }
        MapValue content = map(message, "body");
        company.mails()
                .add(
                        new Mail(
                                "graph",
                                sender,
                                to,
                                Company.text(message, "subject"),
                                content == null ? "" : Company.text(content, "content")));
        return Answer.empty(202);
    }

    private static void addresses(MapValue message, String field, List<String> to) {
        if (message.get(field) instanceof ListValue(List<Value> recipients)) {
            for (Value recipient : recipients) {
                MapValue address = recipient instanceof MapValue r ? map(r, "emailAddress") : null;
                String text = address == null ? null : address.text("address");
                if (text != null) {
                    to.add(text);
                }
            }
        }
    }

    private static @Nullable MapValue map(MapValue parent, String field) {
        return parent.get(field) instanceof MapValue map ? map : null;
    }

    private MapValue user(String idOrName) {
        MapValue user = company.users().get(idOrName);
        if (user == null) {
            user = company.users().find("userPrincipalName", idOrName);
        }
        if (user == null) {
            throw errors.refuse(
                    404,
                    "Request_ResourceNotFound",
                    "Resource '"
                            + idOrName
                            + "' does not exist or one of its queried"
                            + " reference-property objects are not present.");
        }
        return user;
    }
}
