package dev.tocsin.lab;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Text as the API v3 has it: a tree of blocks and marked pieces of text.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">
 *     Atlassian Document Format</a>
 */
final class JiraDocument {

    private static final Set<String> NODES =
            Set.of(
                    "blockquote",
                    "bulletList",
                    "codeBlock",
                    "date",
                    "emoji",
                    "expand",
                    "hardBreak",
                    "heading",
                    "inlineCard",
                    "listItem",
                    "mention",
                    "nestedExpand",
                    "orderedList",
                    "panel",
                    "paragraph",
                    "rule",
                    "status",
                    "table",
                    "tableCell",
                    "tableHeader",
                    "tableRow",
                    "text");
    private static final Set<String> MARKS =
            Set.of(
                    "backgroundColor",
                    "border",
                    "code",
                    "em",
                    "link",
                    "strike",
                    "strong",
                    "subsup",
                    "textColor",
                    "underline");

    private JiraDocument() {}

    /** Whether it is a document, with known nodes and marks only. */
    static boolean isValid(@Nullable Value value) {
        return value instanceof MapValue root
                && "doc".equals(root.text("type"))
                && IntValue.of(1).equals(root.get("version"))
                && root.get("content") instanceof ListValue content
                && areNodes(content);
    }

    /** What it says, a line for each block; empty for null. */
    static String text(@Nullable Value document) {
        StringBuilder out = new StringBuilder();
        add(document == null ? NullValue.NULL : document, out);
        return out.toString().strip();
    }

    private static boolean areNodes(ListValue content) {
        for (Value item : content.items()) {
            if (!(item instanceof MapValue node) || !isNode(node)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNode(MapValue node) {
        String type = node.text("type");
        if (type == null || !NODES.contains(type)) {
            return false;
        }
        if (type.equals("text")) {
            return !Company.text(node, "text").isEmpty() && areMarks(node.get("marks"));
        }
        Value content = node.get("content");
        return content == null || content instanceof ListValue inner && areNodes(inner);
    }

    private static boolean areMarks(@Nullable Value marks) {
        if (marks == null) {
            return true;
        }
        boolean known = marks instanceof ListValue;
        if (marks instanceof ListValue(List<Value> items)) {
            for (Value item : items) {
                String type = item instanceof MapValue mark ? mark.text("type") : null;
                known &= type != null && MARKS.contains(type);
            }
        }
        return known;
    }

    private static void add(Value value, StringBuilder out) {
        switch (value) {
            case ListValue(List<Value> items) -> items.forEach(item -> add(item, out));
            case MapValue node -> {
                String type = Company.text(node, "type");
                out.append(Company.text(node, "text"));
                Value content = node.get("content");
                add(content == null ? NullValue.NULL : content, out);
                if (!type.equals("text") && !type.equals("doc")) {
                    out.append('\n');
                }
            }
            default -> {}
        }
    }
}
