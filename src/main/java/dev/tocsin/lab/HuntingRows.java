package dev.tocsin.lab;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows for advanced hunting: {@code when}, {@code device} and {@code user} become columns.
 *
 * @see <a href="https://learn.microsoft.com/en-us/defender-xdr/advanced-hunting-schema-tables">the
 *     tables</a>
 */
final class HuntingRows {

    private final Directory directory;
    private final Map<String, List<Value>> tables = new LinkedHashMap<>();

    HuntingRows(Directory directory) {
        this.directory = directory;
    }

    /** The tables as they are so far: lists of rows by name. */
    MapValue tables() {
        MapValue.Builder out = MapValue.builder();
        tables.forEach((table, rows) -> out.put(table, new ListValue(List.copyOf(rows))));
        return out.build();
    }

    /** The rows of a table, none where nobody added any. */
    List<MapValue> rows(String table) {
        List<MapValue> rows = new ArrayList<>();
        tables.getOrDefault(table, List.of()).forEach(row -> rows.add((MapValue) row));
        return rows;
    }

    void add(String table, MapValue row) {
        table(table).add(row);
    }

    /** There is such a table, be it without rows. */
    List<Value> table(String table) {
        return tables.computeIfAbsent(table, _ -> new ArrayList<>());
    }

    /** A row of a scenario, its columns where their short forms stood. */
    MapValue row(String table, MapValue entry) {
        MapValue.Builder out = MapValue.builder();
        entry.entries()
                .forEach(
                        (column, value) -> {
                            String name = value instanceof StringValue(String text) ? text : "";
                            switch (column) {
                                case "when" ->
                                        out.put("Timestamp", Fields.moment(entry, "when", "now"));
                                case "device" -> device(directory.device(name), out);
                                case "user" -> user(table, directory.person(name), out);
                                default -> out.put(column, value);
                            }
                        });
        return out.build();
    }

    private static void device(Directory.Device device, MapValue.Builder out) {
        out.put("DeviceId", device.id()).put("DeviceName", device.dnsName());
    }

    /** Tables of processes and of what they do name the account differently. */
    private void user(String table, Directory.Person user, MapValue.Builder out) {
        String prefix =
                switch (table) {
                    case "DeviceNetworkEvents",
                            "DeviceFileEvents",
                            "DeviceRegistryEvents",
                            "DeviceImageLoadEvents" ->
                            "InitiatingProcess";
                    default -> "";
                };
        out.put(prefix + "AccountDomain", directory.accountDomain())
                .put(prefix + "AccountName", user.account());
        if (!table.equals("DeviceLogonEvents")) {
            out.put(prefix + "AccountUpn", user.upn());
        }
    }

    /** A mail, and the links in it. */
    void addMail(MapValue entry, int number) {
        String when = Fields.moment(entry, "when", "1h ago");
        String from = Fields.text(entry, "from", "");
        String to = Fields.text(entry, "to", "");
        Directory.Person person = directory.person(to);
        String subject = Fields.text(entry, "subject", "");
        String id = DerivedIds.guid("mail", from + ":" + to + ":" + subject + ":" + number);
        String action = Fields.text(entry, "action", "delivered");
        String threat = entry.text("threat");
        boolean known = person != null;
        String recipient = known ? person.upn() : to;
        MapValue row =
                MapValue.builder()
                        .put("Timestamp", when)
                        .put("NetworkMessageId", id)
                        .put("InternetMessageId", "<" + id + "@" + domainOf(from) + ">")
                        .put("SenderFromAddress", from)
                        .put("SenderFromDomain", domainOf(from))
                        .put("SenderMailFromAddress", from)
                        .put("RecipientEmailAddress", recipient)
                        .put(
                                "RecipientObjectId",
                                known ? new StringValue(person.id()) : NullValue.NULL)
                        .put("Subject", subject)
                        .put("EmailDirection", direction(domainOf(from), domainOf(recipient)))
                        .put("DeliveryAction", Fields.pascal(action))
                        .put("DeliveryLocation", location(action))
                        .put("ThreatTypes", threat == null ? "" : Fields.pascal(threat))
                        .put("UrlCount", Fields.texts(entry, "urls").size())
                        .build();
        add("EmailEvents", Fields.withRaw(entry, row));
        for (String url : Fields.texts(entry, "urls")) {
            add(
                    "EmailUrlInfo",
                    MapValue.builder()
                            .put("Timestamp", when)
                            .put("NetworkMessageId", id)
                            .put("Url", url)
                            .put("UrlDomain", DefenderAlertRows.host(url))
                            .put("UrlLocation", "Body")
                            .build());
        }
    }

    private String direction(String from, String to) {
        String own = directory.domain();
        return !from.equals(own) ? "Inbound" : to.equals(own) ? "Intra-org" : "Outbound";
    }

    private static String location(String action) {
        return switch (action) {
            case "junked" -> "Junk folder";
            case "blocked" -> "Quarantine";
            default -> "Inbox/folder";
        };
    }

    private static String domainOf(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
