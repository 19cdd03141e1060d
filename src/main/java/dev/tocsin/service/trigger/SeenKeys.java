package dev.tocsin.service.trigger;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of items that a poll has found before. Bounded: those of the last answer, and the latest
 * others up to {@link #MOST}; an item that comes back later than that is new again. Immutable.
 *
 * @param keys oldest first
 */
record SeenKeys(Set<String> keys) {

    /** So many keys besides those of the last answer. */
    static final int MOST = 5_000;

    static final SeenKeys NONE = new SeenKeys(Set.of());

    /** The keys of these that were not seen, each once, in order. */
    List<String> unseen(List<String> found) {
        Set<String> fresh = new LinkedHashSet<>(found);
        fresh.removeAll(keys);
        return List.copyOf(fresh);
    }

    /** What is known after an answer whose items, so far as they were handled, have these keys. */
    SeenKeys with(List<String> found) {
        Set<String> latest = new LinkedHashSet<>(found);
        List<String> older = new ArrayList<>();
        for (String key : keys) {
            if (!latest.contains(key)) {
                older.add(key);
            }
        }
        Set<String> all =
                new LinkedHashSet<>(older.subList(Math.max(0, older.size() - MOST), older.size()));
        all.addAll(latest);
        return new SeenKeys(all);
    }

    /** As it stands in the store. */
    ListValue toValue() {
        List<Value> texts = new ArrayList<>(keys.size());
        keys.forEach(key -> texts.add(new StringValue(key)));
        return new ListValue(texts);
    }

    /** What {@link #toValue} gave; anything else holds no keys. */
    static SeenKeys of(Value stored) {
        Set<String> keys = new LinkedHashSet<>();
        if (stored instanceof ListValue(List<Value> texts)) {
            for (Value text : texts) {
                if (text instanceof StringValue(String key)) {
                    keys.add(key);
                }
            }
        }
        return new SeenKeys(keys);
    }
}
