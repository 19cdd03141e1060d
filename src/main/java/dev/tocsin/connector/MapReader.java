package dev.tocsin.connector;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the keys of one mapping of a connector or connections file. Each key asked for counts as
 * known; {@link #finish} reports the others. What is wrong is reported once and read as absent.
 */
final class MapReader {

    private final MapNode map;
    private final Span place;
    private final Code code;
    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * @param place what a missing key is reported at: the key that holds {@code map}
     * @param code of every mistake but unknown and missing keys
     */
    MapReader(MapNode map, Span place, Code code, SourceText source, Diagnostics diagnostics) {
        this.map = map;
        this.place = place;
        this.code = code;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** A mapping below this one. */
    MapReader below(MapNode inner, Span innerPlace) {
        return new MapReader(inner, innerPlace, code, source, diagnostics);
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    MapNode node() {
        return map;
    }

    SourceText source() {
        return source;
    }

    Span place() {
        return place;
    }

    /** The key and value, or null. */
    MapNode.@Nullable Entry entry(String key) {
        known.add(key);
        return map.entry(key);
    }

    @Nullable Node node(String key) {
        MapNode.Entry entry = entry(key);
        return entry == null ? null : entry.value();
    }

    @Nullable ScalarNode scalar(String key) {
        Node node = node(key);
        if (node == null || node instanceof ScalarNode) {
            return (ScalarNode) node;
        }
        report(node.span(), "`" + key + "` must be a text");
        return null;
    }

    @Nullable String text(String key) {
        ScalarNode scalar = scalar(key);
        return scalar == null ? null : scalar.text();
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    /** Reports a missing key at the mapping that lacks it. */
    @Nullable ScalarNode requiredScalar(String key) {
        if (map.entry(key) == null) {
            missing(key);
            known.add(key);
            return null;
        }
        return scalar(key);
    }

    /** A mapping with its reader, or null. */
    @Nullable MapReader map(String key) {
        MapNode.Entry entry = entry(key);
        if (entry == null) {
            return null;
        }
        if (entry.value() instanceof MapNode inner) {
            return below(inner, entry.key().span());
        }
        report(entry.value().span(), "`" + key + "` must be a mapping");
        return null;
    }

    /** The items of a list; empty where the key is absent. */
    List<Node> list(String key) {
        Node node = node(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof ListNode(List<Node> items, Span _)) {
            return items;
        }
        report(node.span(), "`" + key + "` must be a list");
        return List.of();
    }

    /** The texts of a list; other items are reported and left out. */
    List<ScalarNode> scalars(String key) {
        List<ScalarNode> texts = new ArrayList<>();
        for (Node item : list(key)) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar);
            } else {
                report(item.span(), "`" + key + "` must be a list of texts");
            }
        }
        return texts;
    }

    /** One of a few words; {@code usual} where the key is absent, or after a report. */
    <T> T choice(String key, T usual, T[] all, Function<T, String> word) {
        ScalarNode node = scalar(key);
        if (node == null) {
            return usual;
        }
        List<String> words = new ArrayList<>();
        for (T one : all) {
            if (word.apply(one).equals(node.text())) {
                return one;
            }
            words.add(word.apply(one));
        }
        report(
                node.span(),
                "`" + key + "` cannot be `" + node.text() + "`",
                Note.fact("it is one of `" + String.join("`, `", words) + "`"));
        return usual;
    }

    /** Reported by {@link #finish}, unless another key turns out to be this one misspelt. */
    void missing(String key) {
        missing.add(key);
    }

    void report(Span span, String message, Note... notes) {
        diagnostics.report(code, source, span, message, notes);
    }

    /** Reports a credential without showing it: the snippet goes into logs of builds. */
    void reportCredential(Span span, String message, Note... notes) {
        diagnostics.report(
                Code.CREDENTIAL_IN_FILE, MaskedSource.of(source, span), span, message, notes);
    }

    /** Reports each key that is missing, and each that nobody asked for. */
    void finish() {
        List<@Nullable String> meant = new ArrayList<>();
        for (MapNode.Entry entry : map.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                Note note = Suggestion.note(key, List.copyOf(known));
                meant.add(Suggestion.closest(key, List.copyOf(known)));
                diagnostics.report(
                        Code.UNKNOWN_KEY,
                        source,
                        entry.key().span(),
                        "unknown key `" + key + "`",
                        note == null ? Note.fact("known here: " + String.join(", ", known)) : note);
            }
        }
        missing.removeAll(meant);
        reportMissing();
    }

    /** Reports the missing keys alone, where what the others mean is not known. */
    void reportMissing() {
        for (String key : missing) {
            diagnostics.report(Code.MISSING_KEY, source, place, "`" + key + "` is missing");
        }
        missing.clear();
    }
}
