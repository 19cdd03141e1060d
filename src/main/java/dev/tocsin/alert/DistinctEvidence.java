package dev.tocsin.alert;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Evidence of one kind, each thing once. Sources tell of one device or person several times, with
 * different fields; what shares a name is one thing, unless their ids differ. Of two values for a
 * field the first counts, of two verdicts the worse. What has no name at all cannot be acted on,
 * and is left out.
 */
final class DistinctEvidence {

    private static final List<String> VERDICTS =
            List.of("unknown", "noThreatsFound", "suspicious", "malicious");

    /** Each line is one name of a thing: the fields that make it up, all of them present. */
    private final List<List<String>> names;

    private final List<MapValue> items = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    DistinctEvidence(String kind) {
        names =
                switch (kind) {
                    case "device" ->
                            List.of(List.of("id"), List.of("aadDeviceId"), List.of("name"));
                    case "user" ->
                            List.of(
                                    List.of("id"),
                                    List.of("upn"),
                                    List.of("sid"),
                                    List.of("email"),
                                    List.of("domain", "accountName"));
                    case "ip" -> List.of(List.of("address"));
                    case "url" -> List.of(List.of("url"));
                    case "file" ->
                            List.of(
                                    List.of("sha256", "deviceId?"),
                                    List.of("sha1", "deviceId?"),
                                    List.of("md5", "deviceId?"),
                                    List.of("name", "path?", "deviceId?"));
                    case "process" ->
                            List.of(
                                    List.of("id", "createdAt?", "deviceId?"),
                                    List.of("name", "commandLine?", "deviceId?"));
                    case "mailbox" -> List.of(List.of("address"), List.of("upn"));
                    case "message" ->
                            List.of(
                                    List.of("id", "recipient?"),
                                    List.of("internetMessageId", "recipient?"));
                    default -> List.of();
                };
    }

    /** In the order in which each was first added. */
    List<MapValue> items() {
        return Collections.unmodifiableList(items);
    }

    void add(MapValue item) {
        List<String> keys = keys(item);
        if (keys.isEmpty()) {
            return;
        }
        int place = items.size();
        for (String key : keys) {
            Integer known = places.get(key);
            if (known != null && !contradict(items.get(known), item)) {
                place = known;
                break;
            }
        }
        if (place == items.size()) {
            items.add(item);
        } else {
            items.set(place, merged(items.get(place), item));
        }
        for (String key : keys) {
            places.putIfAbsent(key, place);
        }
    }

    private List<String> keys(MapValue item) {
        List<String> keys = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            String key = key(names.get(i), item);
            if (key != null) {
                keys.add(i + key);
            }
        }
        return keys;
    }

    /** Fields with a {@code ?} tell things apart where they are there. */
    private static @Nullable String key(List<String> fields, MapValue item) {
        StringBuilder key = new StringBuilder();
        for (String field : fields) {
            boolean mayBeAbsent = field.endsWith("?");
            String name = mayBeAbsent ? field.substring(0, field.length() - 1) : field;
            String text = text(item.get(name));
            if (text.isEmpty() && !mayBeAbsent) {
                return null;
            }
            key.append('\n').append(text.toLowerCase(Locale.ROOT));
        }
        return key.toString();
    }

    private static String text(@Nullable Value value) {
        return switch (value) {
            case StringValue(String text) -> text;
            case IntValue(long number) -> Long.toString(number);
            case null, default -> "";
        };
    }

    private static boolean contradict(MapValue one, MapValue other) {
        String id = text(one.get("id"));
        String otherId = text(other.get("id"));
        return !id.isEmpty() && !otherId.isEmpty() && !id.equalsIgnoreCase(otherId);
    }

    private static MapValue merged(MapValue first, MapValue more) {
        Map<String, Value> merged = new LinkedHashMap<>(first.entries());
        more.entries()
                .forEach(
                        (name, value) ->
                                merged.merge(
                                        name, value, (known, added) -> merged(name, known, added)));
        return new MapValue(merged);
    }

    private static Value merged(String name, Value known, Value added) {
        if (known == NullValue.NULL) {
            return added;
        }
        return switch (name) {
            case "verdict" ->
                    VERDICTS.indexOf(text(added)) > VERDICTS.indexOf(text(known)) ? added : known;
            case "roles", "threats" -> union(known, added);
            default -> known;
        };
    }

    private static Value union(Value known, Value added) {
        if (known instanceof ListValue(List<Value> some)
                && added instanceof ListValue(List<Value> others)) {
            Set<Value> all = new LinkedHashSet<>(some);
            all.addAll(others);
            return new ListValue(new ArrayList<>(all));
        }
        return known;
    }
}
