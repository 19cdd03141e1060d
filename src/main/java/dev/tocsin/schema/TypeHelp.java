package dev.tocsin.schema;

import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** How a value of the wrong type was probably meant to be written. */
final class TypeHelp {

    private static final int MAX_QUOTED = 40;

    private TypeHelp() {}

    /** The help for a value that breaks the keyword {@code type}, or null. */
    static @Nullable Note of(Violation violation, Node node) {
        if (node instanceof ScalarNode scalar && scalar.isPlain() && scalar.text().isEmpty()) {
            return takes(violation.rule(), "string")
                    ? null
                    : Note.help("indent what belongs to it deeper than its key");
        }
        if (takes(violation.rule(), "array")) {
            return list(violation, node);
        }
        if (takes(violation.rule(), "object")) {
            return map(violation, node);
        }
        return node instanceof ScalarNode || !"Expression".equals(violation.owner().text("title"))
                ? null
                : Note.help("put the whole expression in quotes");
    }

    private static @Nullable Note list(Violation violation, Node node) {
        return switch (node) {
            case MapNode _ -> Note.help("start each item with `- `, also where there is only one");
            case ScalarNode scalar when isShort(scalar) && holdsTexts(violation) ->
                    Note.help("write `[" + scalar.text() + "]` for a list of one");
            case ScalarNode _ -> Note.help("write its items below it, each after a `- `");
            case ListNode _ -> null;
        };
    }

    private static @Nullable Note map(Violation violation, Node node) {
        return switch (node) {
            case ListNode _ -> Note.help("write `name: value` lines without the `- `");
            case ScalarNode scalar -> {
                String title = violation.owner().text("title");
                String text = scalar.text();
                yield switch (title == null ? "" : title) {
                    case "Step" -> Note.help("a step starts with what it does: `log: hello`");
                    case "Trigger" -> Note.help("write `alert: { source: defender-endpoint }`");
                    case "Schema of a value" ->
                            Note.help(
                                    SchemaReader.isType(text)
                                            ? "write `{ type: " + text + " }`"
                                            : "write its schema, such as `{ type: string }`");
                    default -> MissingSpace.help(scalar);
                };
            }
            case MapNode _ -> null;
        };
    }

    private static boolean takes(Value rule, String type) {
        Value name = new StringValue(type);
        return rule.equals(name)
                || rule instanceof ListValue(List<Value> names) && names.contains(name);
    }

    private static boolean holdsTexts(Violation violation) {
        return violation.owner().get("items") instanceof MapValue items
                && ("string".equals(items.text("type")) || items.get("enum") != null);
    }

    private static boolean isShort(ScalarNode scalar) {
        String text = scalar.text();
        return text.length() <= MAX_QUOTED && text.indexOf('\n') < 0 && text.indexOf('{') < 0;
    }
}
