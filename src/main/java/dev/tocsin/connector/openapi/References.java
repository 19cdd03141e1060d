package dev.tocsin.connector.openapi;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows {@code $ref} within one description (RFC 6901 pointers behind a {@code #}). What leads
 * out of the file is never opened: it is reported, and so is what leads nowhere or back to itself.
 */
final class References {

    private final Document document;
    private final Diagnostics diagnostics;

    /** A description has thousands of schemas beside each other, and a mapping is a list. */
    private final Map<MapNode, Map<String, Node>> indexes = new IdentityHashMap<>();

    References(Document document, Diagnostics diagnostics) {
        this.document = document;
        this.diagnostics = diagnostics;
    }

    /** The {@code $ref} of a mapping that is one, or null. */
    static @Nullable ScalarNode in(@Nullable Node node) {
        return node instanceof MapNode map && map.get("$ref") instanceof ScalarNode to ? to : null;
    }

    /** What a node stands for: itself, or the end of its references; null after a report. */
    @Nullable Node follow(@Nullable Node node) {
        Node at = node;
        Set<String> seen = new HashSet<>();
        ScalarNode reference = in(at);
        while (reference != null) {
            if (!seen.add(reference.text())) {
                report(reference, "`" + shown(reference) + "` leads back to itself");
                return null;
            }
            at = target(reference);
            reference = in(at);
        }
        return at;
    }

    /** Where one reference leads; null after a report. */
    @Nullable Node target(ScalarNode reference) {
        String text = reference.text();
        if (!text.startsWith("#")) {
            report(
                    reference,
                    "`" + shown(reference) + "` leads out of this file",
                    Note.help(
                            "bundle the description into one file first, with the tool of its"
                                    + " authors or one like `redocly bundle`"));
            return null;
        }
        Node at = document.root();
        for (String step : steps(text)) {
            Node next = at == null ? null : step(at, step);
            if (next == null) {
                Note near = at instanceof MapNode map ? near(step, map) : null;
                report(
                        reference,
                        "`" + shown(reference) + "` leads nowhere",
                        near == null ? new Note[0] : new Note[] {near});
                return null;
            }
            at = next;
        }
        return at;
    }

    private @Nullable Node step(Node at, String step) {
        return switch (at) {
            case MapNode map -> index(map).get(step);
            case ListNode(List<Node> items, Span _) -> {
                int index = step.length() < 7 && isNumber(step) ? Integer.parseInt(step) : -1;
                yield index >= 0 && index < items.size() ? items.get(index) : null;
            }
            case ScalarNode _ -> null;
        };
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Map<String, Node> index(MapNode map) {
        return indexes.computeIfAbsent(
                map,
                unread -> {
                    Map<String, Node> index = new LinkedHashMap<>();
                    unread.entries().forEach(entry -> index.put(entry.key().text(), entry.value()));
                    return index;
                });
    }

    private static List<String> steps(String pointer) {
        String path = pointer.startsWith("#/") ? pointer.substring(2) : pointer.substring(1);
        if (path.isEmpty()) {
            return List.of();
        }
        return List.of(path.split("/", -1)).stream().map(References::unescaped).toList();
    }

    private static String unescaped(String step) {
        String text = step;
        if (text.indexOf('%') >= 0) {
            try {
                text = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                // Then the percent sign stands for itself.
            }
        }
        return text.replace("~1", "/").replace("~0", "~");
    }

    private @Nullable Note near(String step, MapNode map) {
        return Suggestion.note(step, index(map).keySet());
    }

    private static String shown(ScalarNode reference) {
        return Prose.cut(Prose.clean(reference.text()), 100);
    }

    private void report(ScalarNode reference, String message, Note... notes) {
        diagnostics.report(
                Code.INVALID_DESCRIPTION, document.source(), reference.span(), message, notes);
    }
}
