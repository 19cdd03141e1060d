package dev.tocsin.service.question;

import dev.tocsin.interpreter.RunFacts;
import dev.tocsin.service.question.QuestionSheet.AboutSignal;
import dev.tocsin.value.Address;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is said of the alert or incident behind a run, and whom it is about. */
final class SignalFacts {

    /** Keys of raw events under which the sources of this project give a person's address. */
    private static final Set<String> PERSON =
            Set.of("upn", "userprincipalname", "accountupn", "useremail", "email", "emailaddress");

    private static final int DEEPEST = 12;

    private SignalFacts() {}

    static @Nullable AboutSignal about(RunFacts facts) {
        if (!(facts.signal().any() instanceof MapValue signal)) {
            return null;
        }
        List<String> names = new ArrayList<>();
        names(signal, "devices", List.of("name", "id"), names);
        names(signal, "users", List.of("upn", "email", "displayName", "accountName"), names);
        names(signal, "mailboxes", List.of("address", "upn"), names);
        int shown = Math.min(names.size(), AboutSignal.MOST_NAMES);
        return new AboutSignal(
                signal.get("sourceAlertId") == null ? "incident" : "alert",
                text(signal, "title", "(without a title)"),
                signal.text("severity"),
                text(signal, "source", "unknown source"),
                text(signal, "sourceAlertId", text(signal, "id", "unknown")),
                names.subList(0, shown),
                names.size() - shown);
    }

    private static String text(MapValue map, String key, String otherwise) {
        String text = map.text(key);
        return text == null || text.isBlank() ? otherwise : text;
    }

    private static void names(MapValue signal, String key, List<String> by, List<String> names) {
        for (MapValue item : maps(signal.get(key))) {
            for (String field : by) {
                String name = item.text(field);
                if (name != null && !name.isBlank()) {
                    if (!names.contains(name)) {
                        names.add(name);
                    }
                    break;
                }
            }
        }
    }

    private static List<MapValue> maps(@Nullable Value list) {
        List<MapValue> maps = new ArrayList<>();
        if (list instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                if (item instanceof MapValue map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    /**
     * The addresses of those whom the alert is about, in lower case: its users and the owners of
     * its mailboxes. Where the run has no alert in the common form, what the raw event names.
     */
    static List<String> subjects(RunFacts facts) {
        Set<String> subjects = new LinkedHashSet<>();
        if (facts.signal().any() instanceof MapValue signal) {
            for (MapValue user : maps(signal.get("users"))) {
                add(user.text("upn"), subjects);
                add(user.text("email"), subjects);
            }
            for (MapValue mailbox : maps(signal.get("mailboxes"))) {
                add(mailbox.text("address"), subjects);
                add(mailbox.text("upn"), subjects);
            }
        } else {
            search(facts.event(), 0, subjects);
        }
        return List.copyOf(subjects);
    }

    private static void add(@Nullable String address, Set<String> subjects) {
        if (address != null && Address.isOne(address)) {
            subjects.add(address.toLowerCase(Locale.ROOT));
        }
    }

    private static void search(Value value, int depth, Set<String> subjects) {
        if (depth > DEEPEST) {
            return;
        }
        switch (value) {
            case MapValue(Map<String, Value> entries) ->
                    entries.forEach(
                            (key, inner) -> {
                                if (PERSON.contains(key.toLowerCase(Locale.ROOT))
                                        && inner instanceof StringValue(String text)) {
                                    add(text, subjects);
                                }
                                search(inner, depth + 1, subjects);
                            });
            case ListValue(List<Value> items) ->
                    items.forEach(item -> search(item, depth + 1, subjects));
            default -> {}
        }
    }
}
