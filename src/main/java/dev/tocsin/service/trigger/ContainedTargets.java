package dev.tocsin.service.trigger;

import dev.tocsin.host.durable.Contained;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a containment would cut off, as far as can be told: what stands in its input, and, where
 * that is the id or name of a device or user of the alert behind the run, everything that the alert
 * says of it.
 *
 * @param given the texts of the input, in its order
 * @param devices names and ids that may be those of devices
 * @param users the same of users
 * @param tags and groups of devices and users of the alert
 * @param count how many are cut off at once: as many as the longest list in the input has, however
 *     deep, else 1
 */
record ContainedTargets(
        List<String> given, Set<String> devices, Set<String> users, Set<String> tags, int count) {

    /** Fields of the common form that name a device, and nothing else. */
    private static final List<String> OF_DEVICE =
            List.of("id", "aadDeviceId", "name", "ip", "externalIp");

    /** The same of a user. */
    private static final List<String> OF_USER =
            List.of("id", "upn", "email", "displayName", "accountName", "sid");

    /** What is used to mark many of them. */
    private static final List<String> MARKS = List.of("tags", "group");

    static ContainedTargets of(Contained what) {
        List<String> given = new ArrayList<>();
        texts(what.input(), given);
        Set<String> devices = new LinkedHashSet<>(given);
        Set<String> users = new LinkedHashSet<>(given);
        Set<String> tags = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        given.forEach(text -> known.add(text.toLowerCase(Locale.ROOT)));
        if (what.facts().signal().any() instanceof MapValue signal) {
            add(signal.get("devices"), OF_DEVICE, known, devices, tags);
            add(signal.get("users"), OF_USER, known, users, tags);
        }
        return new ContainedTargets(List.copyOf(given), devices, users, tags, count(what.input()));
    }

    private static void add(
            @Nullable Value list,
            List<String> fields,
            Set<String> known,
            Set<String> names,
            Set<String> tags) {
        if (!(list instanceof ListValue(List<Value> entries))) {
            return;
        }
        for (Value entry : entries) {
            List<String> own = new ArrayList<>();
            texts(entry, fields, own);
            boolean belongs = false;
            for (String name : own) {
                belongs |= known.contains(name.toLowerCase(Locale.ROOT));
            }
            if (belongs) {
                names.addAll(own);
                List<String> marks = new ArrayList<>();
                texts(entry, MARKS, marks);
                tags.addAll(marks);
            }
        }
    }

    private static void texts(Value entry, List<String> fields, List<String> texts) {
        for (String field : fields) {
            if (entry instanceof MapValue map && map.get(field) instanceof Value value) {
                texts(value, texts);
            }
        }
    }

    private static int count(Value input) {
        int most = 1;
        switch (input) {
            case ListValue(List<Value> items) -> {
                most = Math.max(most, items.size());
                for (Value item : items) {
                    most = Math.max(most, count(item));
                }
            }
            case MapValue map -> {
                for (Value value : map.entries().values()) {
                    most = Math.max(most, count(value));
                }
            }
            default -> {}
        }
        return most;
    }

    /** Secrets stay closed: nothing is known by its secret. */
    private static void texts(Value value, List<String> texts) {
        switch (value) {
            case StringValue(String text) -> texts.add(text);
            case IntValue(long number) -> texts.add(String.valueOf(number));
            case ListValue(List<Value> items) -> items.forEach(item -> texts(item, texts));
            case MapValue map -> map.entries().values().forEach(item -> texts(item, texts));
            default -> {}
        }
    }

    /** For the log of containments, one of {@code count}. */
    String shown(int index) {
        String first = given.isEmpty() ? "" : given.getFirst();
        String text = count > 1 && index < given.size() ? given.get(index) : first;
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
