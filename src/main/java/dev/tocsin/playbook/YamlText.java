package dev.tocsin.playbook;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.ScalarText;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

/**
 * Writes nodes as YAML: block style, two spaces a level, quotes only where they are needed, texts
 * of several lines as literal blocks. Spans of the nodes are ignored.
 */
final class YamlText {

    private static final Span NOWHERE = Span.at(0);
    private static final SourceText NO_SOURCE = SourceText.of("", "");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String of(MapNode root) {
        YamlText text = new YamlText();
        text.map(root, 0);
        return text.out.toString();
    }

    /** A word that YAML may read as a number or a boolean: where the schema wants a text. */
    static ScalarNode word(String text) {
        return new ScalarNode(text, ScalarNode.Style.PLAIN, NOWHERE, NO_SOURCE);
    }

    /** A text that must stay one. */
    static ScalarNode text(String text) {
        boolean quoted = text.isEmpty() || ScalarText.resolves(text);
        return new ScalarNode(
                text,
                quoted ? ScalarNode.Style.DOUBLE_QUOTED : ScalarNode.Style.PLAIN,
                NOWHERE,
                NO_SOURCE);
    }

    private void map(MapNode map, int indent) {
        boolean first = true;
        for (MapNode.Entry entry : map.entries()) {
            if (!first) {
                out.repeat(' ', indent);
            }
            first = false;
            scalar(entry.key(), indent, true);
            out.append(':');
            value(entry.value(), indent);
        }
    }

    /** What follows a colon, its line end included. */
    private void value(Node node, int indent) {
        switch (node) {
            case ScalarNode scalar -> {
                out.append(' ');
                scalar(scalar, indent, false);
                out.append('\n');
            }
            case ListNode list when list.items().isEmpty() -> out.append(" []\n");
            case MapNode map when map.entries().isEmpty() -> out.append(" {}\n");
            case ListNode list -> {
                out.append('\n').repeat(' ', indent + 2);
                list(list, indent + 2);
            }
            case MapNode map -> {
                out.append('\n').repeat(' ', indent + 2);
                map(map, indent + 2);
            }
        }
    }

    private void list(ListNode list, int indent) {
        boolean first = true;
        for (Node item : list.items()) {
            if (!first) {
                out.repeat(' ', indent);
            }
            first = false;
            out.append('-');
            if (item instanceof MapNode map && !map.entries().isEmpty()) {
                out.append(' ');
                map(map, indent + 2);
            } else if (item instanceof ListNode inner && !inner.items().isEmpty()) {
                out.append(' ');
                list(inner, indent + 2);
            } else {
                value(item, indent);
            }
        }
    }

    private void scalar(ScalarNode scalar, int indent, boolean oneLine) {
        String text = scalar.text();
        if (scalar.isPlain() && (ScalarText.isPlain(text) || ScalarText.resolves(text))) {
            out.append(text);
        } else if (!oneLine && isBlockSafe(text)) {
            block(text, indent + 2);
        } else {
            out.append(ScalarText.quoted(text));
        }
    }

    /** Whether a text of several lines can stand as a literal block without further marks. */
    private static boolean isBlockSafe(String text) {
        if (text.indexOf('\n') < 1 || text.charAt(0) == ' ' || text.endsWith("\n\n")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }

    private void block(String text, int indent) {
        boolean ends = text.endsWith("\n");
        out.append(ends ? "|" : "|-");
        String body = ends ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            out.append('\n');
            if (!line.isEmpty()) {
                out.repeat(' ', indent).append(line);
            }
        }
    }
}
