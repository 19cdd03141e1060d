package dev.tocsin.lab;

import dev.tocsin.value.BoolValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Mail that an application sends as a user.
 *
 * @see <a href="https://learn.microsoft.com/en-us/graph/api/user-sendmail">sendMail</a>
 */
final class GraphMail {

    private static final Set<String> FIELDS =
            Set.of(
                    "subject",
                    "body",
                    "toRecipients",
                    "ccRecipients",
                    "bccRecipients",
                    "replyTo",
                    "importance",
                    "internetMessageHeaders",
                    "attachments");
    private static final String FILE = "#microsoft.graph.fileAttachment";

    private final Company company;
    private final GraphErrors errors;
    private final GraphDirectory directory;
    private final GraphMailboxes mailboxes;

    GraphMail(
            GraphDirectory directory,
            GraphMailboxes mailboxes,
            Company company,
            GraphErrors errors) {
        this.directory = directory;
        this.mailboxes = mailboxes;
        this.company = company;
        this.errors = errors;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/users/{id}/sendMail", this::send);
    }

    private Answer send(Request request) {
        mailboxes.mailbox(request.id());
        String sender = Company.text(directory.user(request.id()), "mail");
        MapValue body = request.json();
        if (body == null
                || !(body.get("message") instanceof MapValue message)
                || !Set.of("message", "saveToSentItems").containsAll(body.entries().keySet())
                || body.get("saveToSentItems") != null
                        && !(body.get("saveToSentItems") instanceof BoolValue)) {
            throw errors.refuse(400, "RequestBodyRead", "The body has no message.");
        }
        check(message);
        List<String> to = new ArrayList<>();
        for (String field : List.of("toRecipients", "ccRecipients", "bccRecipients")) {
            to.addAll(addresses(message, field));
        }
        if (to.isEmpty()) {
            throw errors.refuse(
                    400,
                    "ErrorInvalidRecipients",
                    "At least one recipient is not valid. A recipient must be specified.");
        }
        MapValue content = message.get("body") instanceof MapValue map ? map : MapValue.EMPTY;
        String text = Company.text(content, "content") + attached(message);
        company.mails().add(new Mail("graph", sender, to, Company.text(message, "subject"), text));
        return Answer.empty(202);
    }

    private void check(MapValue message) {
        for (Map.Entry<String, Value> field : message.entries().entrySet()) {
            if (!FIELDS.contains(field.getKey())) {
                throw errors.refuse(
                        400,
                        "RequestBodyRead",
                        "The property '"
                                + field.getKey()
                                + "' does not exist on type 'microsoft.graph.message'.");
            }
        }
        addresses(message, "replyTo");
        String importance = message.text("importance");
        if (importance != null
                && !Set.of("low", "normal", "high").contains(importance.toLowerCase(Locale.ROOT))) {
            throw wrong(importance, "importance");
        }
        if (message.get("body") instanceof MapValue body) {
            String type = body.text("contentType");
            if (type != null && !Set.of("text", "html").contains(type.toLowerCase(Locale.ROOT))) {
                throw wrong(type, "bodyType");
            }
        }
        for (MapValue header : maps(message, "internetMessageHeaders")) {
            String name = Company.text(header, "name");
            if (!name.regionMatches(true, 0, "x-", 0, 2)) {
                throw errors.refuse(
                        400,
                        "InvalidInternetMessageHeader",
                        "The internet message header name '"
                                + name
                                + "' should start with 'x-' or 'X-'.");
            }
        }
    }

    private RefusedException wrong(String value, String type) {
        return errors.refuse(
                400,
                "RequestBodyRead",
                "Requested value '" + value + "' was not found in " + type + ".");
    }

    /** The names of the files that go with a mail, as lines below its text. */
    private String attached(MapValue message) {
        StringBuilder names = new StringBuilder();
        for (MapValue attachment : maps(message, "attachments")) {
            String bytes = attachment.text("contentBytes");
            if (!FILE.equals(attachment.text("@odata.type")) || bytes == null) {
                throw errors.refuse(
                        400, "RequestBodyRead", "The lab takes attachments of files only.");
            }
            int size;
            try {
                size = Base64.getDecoder().decode(bytes).length;
            } catch (IllegalArgumentException _) {
                throw errors.refuse(
                        400, "RequestBodyRead", "Cannot convert a value to type 'Edm.Binary'.");
            }
            names.append("\n[")
                    .append(Company.text(attachment, "name"))
                    .append(", ")
                    .append(size)
                    .append(" bytes]");
        }
        return names.toString();
    }

    private List<String> addresses(MapValue message, String field) {
        List<String> addresses = new ArrayList<>();
        for (MapValue recipient : maps(message, field)) {
            String address =
                    recipient.get("emailAddress") instanceof MapValue map
                            ? map.text("address")
                            : null;
            if (address == null || !address.contains("@")) {
                throw errors.refuse(
                        400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
            }
            addresses.add(address);
        }
        return addresses;
    }

    private static List<MapValue> maps(MapValue parent, String field) {
        List<MapValue> maps = new ArrayList<>();
        @Nullable Value value = parent.get(field);
        if (value instanceof ListValue(List<Value> items)) {
            items.forEach(item -> maps.add(item instanceof MapValue map ? map : MapValue.EMPTY));
        }
        return maps;
    }
}
