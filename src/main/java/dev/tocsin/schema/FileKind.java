package dev.tocsin.schema;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.document.Document;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a file of a project holds; its first key says so. */
public enum FileKind {
    PLAYBOOK("playbook"),
    CONNECTOR("connector"),
    POLICY("policy"),
    // Before the next: it has a key of that name, too.
    SERVICE("service"),
    CONNECTIONS("connections"),
    LAB("lab");

    private static final List<String> KEYS =
            List.of("playbook", "policy", "connector", "connections", "lab", "service");

    private final String key;

    FileKind(String key) {
        this.key = key;
    }

    /** The first key of such a file, which is also the name of its schema. */
    public String key() {
        return key;
    }

    /**
     * The kind of a document; a kind key that is not the first is taken as well.
     *
     * @return null if it is none of ours; then {@code diagnostics} says so
     */
    public static @Nullable FileKind of(Document document, Diagnostics diagnostics) {
        if (!(document.root() instanceof MapNode map) || map.entries().isEmpty()) {
            diagnostics.report(
                    Code.UNKNOWN_KIND,
                    document.source(),
                    firstCharacter(document.root()),
                    "the file must be a map that starts with its kind",
                    kinds(),
                    Note.help("start it with `playbook: my-playbook`"));
            return null;
        }
        for (FileKind kind : values()) {
            if (map.entry(kind.key) != null) {
                return kind;
            }
        }
        ScalarNode first = map.entries().getFirst().key();
        Note suggestion = Suggestion.note(first.text(), KEYS);
        String message = "`" + first.text() + "` is no kind of file";
        if (suggestion == null) {
            diagnostics.report(
                    Code.UNKNOWN_KIND, document.source(), first.span(), message, kinds());
        } else {
            diagnostics.report(
                    Code.UNKNOWN_KIND,
                    document.source(),
                    first.span(),
                    message,
                    kinds(),
                    suggestion);
        }
        return null;
    }

    private static Note kinds() {
        return Note.fact(
                "a file starts with `playbook`, `policy`, `connector`, `connections`, `lab` or"
                        + " `service`");
    }

    private static Span firstCharacter(Node node) {
        Span span = node.span();
        return new Span(span.start(), Math.min(span.start() + 1, span.end()));
    }
}
