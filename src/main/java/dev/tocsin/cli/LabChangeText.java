package dev.tocsin.cli;

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

    private final StringBuilder text = new StringBuilder();

    /**
     * Tells of one row.
     *
     * @param list where it stands in the state: {@code devices}, {@code mails}
     * @param old as it was, or null where it is new
     */
    void add(String list, @Nullable MapValue old, MapValue row) {
        switch (list) {
            case "machineActions" -> machineAction(row);
            case "mails" -> mail(row);
            case "files" -> file(old, row);
            case "teams" -> {
                line("message in Teams");
                card(row);
            }
            case "tickets" -> {
                if (old == null) {
                    newTicket(row);
                } else {
                    differences("ticket " + nameOf(row), old, row);
                }
            }
            default -> differences(nameOf(row), old, row);
        }
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
        if (row.get("attachments") instanceof ListValue(List<Value> files)) {
            files.forEach(
                    file ->
                            inner(
                                    "attached: "
                                            + text((MapValue) file, "name")
                                            + ", "
                                            + OneLine.of(((MapValue) file).get("size"))
                                            + " bytes"));
        }
    }

    /** What was added to it, as far as it was only added to. */
    private void file(@Nullable MapValue old, MapValue row) {
        line("file " + text(row, "name") + (old == null ? " (new)" : ""));
        String before = old == null ? "" : text(old, "text");
        String now = text(row, "text");
        paragraph(now.startsWith(before) ? now.substring(before.length()) : now);
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
        for (String key :
                List.of("computerDnsName", "userPrincipalName", "number", "title", "id", "_id")) {
            String name = row.text(key);
            if (name != null) {
                return key.equals("title") ? "alert \"" + name + "\"" : name;
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
