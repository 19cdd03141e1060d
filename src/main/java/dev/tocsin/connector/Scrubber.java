package dev.tocsin.connector;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes known secrets out of what services say, raw, in base64 and URL-encoded, because some
 * services repeat the request in their error. Thread-safe.
 */
final class Scrubber {

    // Shorter ones would tear words apart, and are no secrets worth the name.
    private static final int SHORTEST = 4;
    private static final String MARK = "(secret)";

    private final List<String> forms = new CopyOnWriteArrayList<>();

    void learn(String secret) {
        if (secret.length() < SHORTEST || forms.contains(secret)) {
            return;
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        add(Base64.getEncoder().encodeToString(bytes));
        add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private void add(String form) {
        if (!forms.contains(form)) {
            forms.add(form);
        }
    }

    String scrub(String text) {
        String clean = text;
        for (String form : forms) {
            if (clean.contains(form)) {
                clean = clean.replace(form, MARK);
            }
        }
        return clean;
    }

    Value scrub(Value value) {
        return switch (value) {
            case StringValue(String text) -> {
                String clean = scrub(text);
                yield clean.equals(text) ? value : new StringValue(clean);
            }
            case ListValue(List<Value> items) -> {
                List<Value> clean = new ArrayList<>(items.size());
                items.forEach(item -> clean.add(scrub(item)));
                yield new ListValue(clean);
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> clean = new LinkedHashMap<>();
                entries.forEach((key, item) -> clean.put(scrub(key), scrub(item)));
                yield new MapValue(clean);
            }
            case NullValue _,
                    BoolValue _,
                    IntValue _,
                    DoubleValue _,
                    BigValue _,
                    BytesValue _,
                    TimestampValue _,
                    DurationValue _,
                    UnknownValue _ ->
                    value;
        };
    }
}
