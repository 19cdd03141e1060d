package dev.tocsin.connector;

import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.PercentEncoding;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Takes known secrets out of what services say, raw, in base64, URL-encoded and as JSON writes
 * them, because some services repeat the request in their error. Thread-safe.
 */
final class Scrubber {

    // Shorter ones would tear words apart, and are no secrets worth the name.
    private static final int SHORTEST = 4;
    // Shorter ones are words of the path, such as `webhookb2`.
    private static final int SHORTEST_SEGMENT = 16;
    private static final int JSON_IN_JSON = 3;
    private static final String MARK = "(secret)";

    // A process that runs for months gets a token each hour, and every answer is searched for each.
    private static final int MOST_PASSING = 6;

    private final Map<String, List<String>> lasting = new LinkedHashMap<>();
    private final Map<String, List<String>> passing = new LinkedHashMap<>();
    // The longest first: a short one must not tear a hole into a long one and leave the rest.
    private volatile List<String> forms = List.of();

    /** Adds a secret in each form in which a service may repeat it. */
    synchronized void learn(String secret) {
        if (secret.length() >= SHORTEST && !lasting.containsKey(secret)) {
            lasting.put(secret, formsOf(secret));
            gather();
        }
    }

    /** The same for one that others like it replace: only the latest few are known. */
    synchronized void learnPassing(String secret) {
        if (secret.length() < SHORTEST || passing.containsKey(secret)) {
            return;
        }
        passing.put(secret, formsOf(secret));
        if (passing.size() > MOST_PASSING) {
            passing.remove(passing.keySet().iterator().next());
        }
        gather();
    }

    /**
     * Adds the lines of a private key as they are. It is never sent, so that no service can repeat
     * it in another form.
     */
    synchronized void learnKey(String pem) {
        if (!lasting.containsKey(pem)) {
            List<String> lines = new ArrayList<>();
            for (String line : pem.split("\\R", -1)) {
                if (line.length() >= SHORTEST_SEGMENT && !line.startsWith("-----")) {
                    lines.add(line);
                }
            }
            lasting.put(pem, lines);
            gather();
        }
    }

    private void gather() {
        LinkedHashSet<String> all = new LinkedHashSet<>();
        lasting.values().forEach(all::addAll);
        passing.values().forEach(all::addAll);
        List<String> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(String::length).reversed());
        forms = List.copyOf(sorted);
    }

    private static List<String> formsOf(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> more = new ArrayList<>();
        more.add(secret);
        more.add(PercentEncoding.encode(secret));
        more.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        // JSON within JSON is common: a body as text in the message of an error.
        String json = secret;
        for (int depth = 0; depth < JSON_IN_JSON; depth++) {
            String quoted = Json.write(new StringValue(json));
            json = quoted.substring(1, quoted.length() - 1);
            more.add(json);
        }
        for (int before = 0; before < 3; before++) {
            more.add(core(Base64.getEncoder(), bytes, before));
            more.add(core(Base64.getUrlEncoder(), bytes, before));
        }
        // What was repeated may stand in a URL in turn.
        for (String form : List.copyOf(more)) {
            more.add(PercentEncoding.encode(form));
            more.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
        }
        more.removeIf(form -> form.length() < SHORTEST);
        return more;
    }

    // Base64 of a longer text that holds the secret, such as `user:password`: three bytes are four
    // digits, so there are three ways to begin; digits shared with neighbours are left out.
    private static String core(Base64.Encoder encoder, byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        String digits = encoder.withoutPadding().encodeToString(shifted);
        int end = shifted.length % 3 == 0 ? digits.length() : digits.length() - 1;
        return digits.substring(before == 0 ? 0 : before + 1, end);
    }

    /** The URL is the secret, and services like to repeat the path of a request. */
    void learnUrl(URI url) {
        learn(url.toString());
        String path = String.valueOf(url.getRawPath());
        if (path.length() >= SHORTEST_SEGMENT) {
            learn(path);
        }
        for (String segment : path.split("/", -1)) {
            if (segment.length() >= SHORTEST_SEGMENT) {
                learn(segment);
            }
        }
        if (url.getRawQuery() != null) {
            learn(url.getRawQuery());
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

    /** The same object where it holds no secret, as nearly every answer does. */
    Value scrub(Value value) {
        return switch (value) {
            case StringValue(String text) -> {
                String clean = scrub(text);
                yield clean.equals(text) ? value : new StringValue(clean);
            }
            case ListValue(List<Value> items) -> {
                boolean dirty = false;
                List<Value> clean = new ArrayList<>(items.size());
                for (Value item : items) {
                    Value scrubbed = scrub(item);
                    dirty |= scrubbed != item;
                    clean.add(scrubbed);
                }
                yield dirty ? new ListValue(clean) : value;
            }
            case MapValue(Map<String, Value> entries) -> scrubbed(entries, value);
            case NullValue _,
                    BoolValue _,
                    IntValue _,
                    DoubleValue _,
                    BigValue _,
                    BytesValue _,
                    TimestampValue _,
                    DurationValue _,
                    UnknownValue _,
                    SecretValue _ ->
                    value;
        };
    }

    private Value scrubbed(Map<String, Value> entries, Value whole) {
        boolean dirty = false;
        Map<String, Value> clean = new LinkedHashMap<>();
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            String key = scrub(entry.getKey());
            Value item = scrub(entry.getValue());
            dirty |= item != entry.getValue() || !key.equals(entry.getKey());
            clean.put(key, item);
        }
        return dirty ? new MapValue(clean) : whole;
    }
}
