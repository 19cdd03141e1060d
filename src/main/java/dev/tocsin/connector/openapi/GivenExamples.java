package dev.tocsin.connector.openapi;

import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the examples of a description fit for the file: short, and without what looks like a
 * credential. Vendors' examples hold tokens that work, or did.
 */
final class GivenExamples {

    /** Characters of JSON: half a screen. */
    private static final int MAX_SIZE = 1200;

    private static final int MAX_TEXT = 300;
    private static final int MAX_DEPTH = 12;

    private final CredentialTest credentials;

    GivenExamples(CredentialTest credentials) {
        this.credentials = credentials;
    }

    /**
     * The example with no more than two items in each list, or with one where that is too much.
     *
     * @param name what it is an example of
     * @return null where it cannot be used
     */
    @Nullable Value usable(String name, Value example) {
        for (int items = 2; items > 0; items--) {
            Value cut = cut(name, example, items, 0);
            if (cut == null || Json.write(cut).length() <= MAX_SIZE) {
                return cut;
            }
        }
        return null;
    }

    /** A made text; a plain one where it looks like a credential, because of its name. */
    @Nullable Value orPlain(String name, @Nullable String made) {
        return made == null
                ? null
                : new StringValue(credentials.looksLikeOne(name, made) ? "text" : made);
    }

    private @Nullable Value cut(String key, Value value, int items, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        return switch (value) {
            case StringValue(String text) ->
                    text.length() > MAX_TEXT || credentials.looksLikeOne(key, text) ? null : value;
            case ListValue(List<Value> all) -> {
                List<Value> some = new ArrayList<>();
                for (Value item : all.subList(0, Math.min(items, all.size()))) {
                    Value cut = cut(key, item, items, depth + 1);
                    if (cut != null) {
                        some.add(cut);
                    }
                }
                yield new ListValue(some);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> some = new LinkedHashMap<>();
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    Value cut = cut(entry.getKey(), entry.getValue(), items, depth + 1);
                    if (cut != null && entry.getKey().length() <= Names.MAX_WRITTEN) {
                        some.put(entry.getKey(), cut);
                    }
                }
                yield new MapValue(some);
            }
            default -> value;
        };
    }
}
