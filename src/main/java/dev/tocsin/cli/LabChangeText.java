package dev.tocsin.cli;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.OneLine;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of the lab's state that changed, each as somebody would tell of it. */
final class LabChangeText {

    private static final int MAX_VALUE = 100;
    private static final int MAX_FIELDS = 8;

    /** What a row is called, the first of these that it has. */
    private static final List<String> NAMES =
            List.of(
                    "computerDnsName",
                    "userPrincipalName",
                    "key",
                    "number",
                    "displayName",
                    "title",
                    "name",
                    "subject",
                    "summary",
                    "channel",
                    "id",
                    "_id");

    private final StringBuilder text = new StringBuilder();

    /**
     * Tells of one row.
     *
     * @param list where it stands in the state: {@code devices}, {@code alerts/defender-endpoint}
     * @param old as it was, or null where it is new
     */
    void add(String list, @Nullable MapValue old, MapValue row) {
        switch (list) {
            case "machineActions" -> machineAction(row);
            case "mails" -> mail(row);
            case "teams" -> {
                line("message in Teams");
                card(row);
            }
            case "incidents" -> differences("incident " + text(row, "id"), old, row);
            case "groups" -> differences("group " + text(row, "displayName"), old, row);
            case "identityActions" ->
                    line(
                            text(row, "action")
                                    + " on "
                                    + text(row, "displayName")
                                    + " ("
                                    + text(row, "identityProvider")
                                    + ")");
            case "slack" -> slack(old, row);
            case "virustotal" -> {
                line(text(row, "type") + " shown to VirusTotal: " + text(row, "status"));
                inner(text(row, "name"));
            }
            case "jira", "github" -> {
                if (old == null) {
                    newIssue(row);
                } else {
                    differences("issue " + text(row, "key"), old, row);
                }
            }
            case "tickets" -> {
                if (old == null) {
                    newTicket(row);
                } else {
                    differences("ticket " + nameOf(row), old, row);
                }
            }
            case "devices", "users" -> differences(nameOf(row), old, row);
            default -> {
                if (list.startsWith("alerts/")) {
                    differences("alert \"" + nameOf(row) + "\"", old, row);
                } else if (old == null) {
                    unforeseen(list, row);
                } else {
                    differences(words(list) + ", " + nameOf(row), old, row);
                }
            }
        }
    }

    /** Tells of a row that there is no more. */
    void gone(String list, MapValue old) {
        line("gone from " + words(list) + ": " + nameOf(old));
    }

    /** A new row of a list that nobody told this class about: its name, and what it says. */
    private void unforeseen(String list, MapValue row) {
        String name = nameOf(row);
        line("new in " + words(list) + ": " + name);
        int told = 0;
        for (Map.Entry<String, Value> field : row.entries().entrySet()) {
            String shown = OneLine.plain(field.getValue());
            if (isNothing(field.getValue()) || shown.equals(name)) {
                continue;
            }
            if (told == MAX_FIELDS) {
                inner("…");
                return;
            }
            told++;
            if (field.getValue() instanceof StringValue(String text) && text.indexOf('\n') >= 0) {
                inner(field.getKey() + ":");
                paragraph(text);
            } else {
                inner(field.getKey() + ": " + shown);
            }
        }
    }

    private static boolean isNothing(Value value) {
        return switch (value) {
            case NullValue _ -> true;
            case StringValue(String text) -> text.isEmpty();
            case ListValue(List<Value> items) -> items.isEmpty();
            case MapValue(Map<String, Value> entries) -> entries.isEmpty();
            default -> false;
        };
    }

    /** {@code sentinelIncidents} as {@code sentinel incidents}. */
    private static String words(String list) {
        StringBuilder words = new StringBuilder();
        for (char c : list.toCharArray()) {
            if (Character.isUpperCase(c)) {
                words.append(' ').append(Character.toLowerCase(c));
            } else {
                words.append(c == '/' || c == '-' || c == '_' ? ' ' : c);
            }
        }
        return words.toString();
    }

    private void machineAction(MapValue row) {
        String scope = row.text("scope");
        String what = text(row, "type") + (scope == null ? "" : " (" + scope + ")");
        line(what + " on " + text(row, "computerDnsName") + ": " + text(row, "status"));
        inner(text(row, "requestorComment"));
    }

    private void mail(MapValue row) {
        Value to = row.get("to");
        line("mail to " + (to == null ? "nobody" : OneLine.plain(to)));
        inner(text(row, "subject"));
        paragraph(text(row, "text"));
    }

    private void newIssue(MapValue row) {
        line("issue " + text(row, "key") + ": " + text(row, "summary"));
        String priority = row.text("priority");
        inner(text(row, "status") + (priority == null ? "" : ", priority " + priority));
        paragraph(text(row, "description"));
    }

    private void slack(@Nullable MapValue old, MapValue row) {
        String what = row.text("thread") == null ? "message" : "reply";
        line((old == null ? what : what + " changed") + " " + text(row, "where") + " of Slack");
        paragraph(text(row, "text"));
        Value blocks = row.get("blocks");
        if (blocks != null) {
            card(blocks);
        }
    }

    private void newTicket(MapValue row) {
        line("ticket " + text(row, "number") + ": " + text(row, "short_description"));
        inner("impact " + text(row, "impact") + ", urgency " + text(row, "urgency"));
        paragraph(text(row, "description"));
    }

    private void paragraph(String words) {
        words.lines().filter(each -> !each.isBlank()).forEach(this::inner);
    }

    private void differences(String name, @Nullable MapValue old, MapValue row) {
        List<String> found = new ArrayList<>();
        row.entries()
                .forEach(
                        (field, value) -> {
                            Value was = old == null ? null : old.get(field);
                            if (!value.equals(was)) {
                                found.add(difference(field, was, value));
                            }
                        });
        if (found.size() == 1) {
            line(name + ": " + found.getFirst());
        } else {
            line(name);
            found.forEach(this::inner);
        }
    }

    private static String difference(String field, @Nullable Value was, Value is) {
        boolean wasNothing = was == null || was instanceof NullValue;
        String before = wasNothing ? ": " : " " + OneLine.of(was) + " → ";
        return field + before + OneLine.of(is);
    }

    /** The texts of an adaptive card, in its order; what lays it out is left out. */
    private void card(Value value) {
        switch (value) {
            case ListValue(List<Value> items) -> items.forEach(this::card);
            case MapValue map when map.text("title") != null && map.text("value") != null ->
                    inner(text(map, "title") + ": " + text(map, "value"));
            case MapValue(Map<String, Value> entries) ->
                    entries.forEach(
                            (key, inside) -> {
                                if (!(inside instanceof StringValue(String words))) {
                                    card(inside);
                                } else if (key.equals("text") || key.equals("title")) {
                                    inner(words);
                                }
                            });
            default -> {}
        }
    }

    private static String nameOf(MapValue row) {
        for (String key : NAMES) {
            switch (row.get(key)) {
                case StringValue(String text) when !text.isEmpty() -> {
                    return text;
                }
                case IntValue number -> {
                    return OneLine.of(number);
                }
                case null, default -> {}
            }
        }
        return "something without a name";
    }

    private static String text(MapValue row, String field) {
        String value = row.text(field);
        return value == null ? "" : value;
    }

    private void line(String words) {
        put("  ", words);
    }

    private void inner(String words) {
        put("      ", words);
    }

    private void put(String indent, String words) {
        String shown = words.strip().replace('\r', ' ').replace('\n', ' ');
        if (shown.length() > MAX_VALUE) {
            shown = shown.substring(0, MAX_VALUE - 1) + "…";
        }
        text.append(indent).append(shown).append('\n');
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "nothing changed in the lab\n" : "changed in the lab:\n" + text;
    }
}
