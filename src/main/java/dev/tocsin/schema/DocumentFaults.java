package dev.tocsin.schema;

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
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what the validator found in a document into diagnostics: one for each mistake. */
final class DocumentFaults {

    private final Document document;
    private final MapValue schema;
    private final Diagnostics diagnostics;

    DocumentFaults(Document document, MapValue schema, Diagnostics diagnostics) {
        this.document = document;
        this.schema = schema;
        this.diagnostics = diagnostics;
    }

    void report(List<Violation> violations) {
        Map<List<Object>, List<Violation>> places = new LinkedHashMap<>();
        for (Violation violation : violations) {
            places.computeIfAbsent(violation.path(), _ -> new ArrayList<>()).add(violation);
        }
        places.forEach(this::reportPlace);
    }

    /** A value of the wrong type is one mistake, whatever else does not hold for it. */
    private void reportPlace(List<Object> path, List<Violation> violations) {
        Node node = document.root();
        ScalarNode key = null;
        for (Object element : path) {
            if (node instanceof MapNode map
                    && map.entry(element.toString()) instanceof MapNode.Entry entry) {
                key = entry.key();
                node = entry.value();
            } else if (node instanceof ListNode(List<Node> items, Span _)
                    && element instanceof Integer index
                    && index < items.size()) {
                node = items.get(index);
            } else {
                break;
            }
        }
        Violation worst = worst(violations);
        if (worst != null) {
            value(worst, node, key);
        } else if (node instanceof MapNode map) {
            String name = path.isEmpty() || path.getLast() instanceof Integer ? null : keyText(key);
            new KeyFaults(document, schema, diagnostics).report(map, name, violations);
        }
    }

    private static @Nullable String keyText(@Nullable ScalarNode key) {
        return key == null ? null : key.text();
    }

    /** The violation that says most about a single value, or null if all are about its keys. */
    private static @Nullable Violation worst(List<Violation> violations) {
        Violation worst = null;
        for (Violation violation : violations) {
            boolean aboutKeys = violation.property() != null || violation.keyword().equals("oneOf");
            if (violation.keyword().equals("type")) {
                return violation;
            }
            if (!aboutKeys && worst == null) {
                worst = violation;
            }
        }
        return worst;
    }

    private void value(Violation violation, Node node, @Nullable ScalarNode key) {
        String subject = subject(violation);
        boolean scalar = node instanceof ScalarNode;
        String shown =
                node instanceof ScalarNode text
                        ? Wording.value(new StringValue(text.text()))
                        : null;
        String message = Wording.of(violation, subject, kind(node), shown);
        Span span = node.span();
        boolean item = !violation.path().isEmpty() && violation.path().getLast() instanceof Integer;
        if (key != null && !item && (!scalar || span.start() == span.end())) {
            span = key.span();
        }
        Code code = code(violation);
        diagnostics.report(code, document.source(), span, message, notes(violation, node, code));
    }

    /** {@code `tags`}, or {@code item 2 of `tags`}, counted from 1 as people do. */
    private static String subject(Violation violation) {
        List<Object> path = violation.path();
        String key = violation.key();
        if (path.isEmpty()) {
            return "the file";
        }
        String name = key == null ? "the list" : "`" + key + "`";
        return path.getLast() instanceof Integer index
                ? "item " + (index + 1) + " of " + name
                : name;
    }

    private static String kind(Node node) {
        return switch (node) {
            case MapNode _ -> "a map";
            case ListNode _ -> "a list";
            case ScalarNode scalar when scalar.isPlain() && scalar.text().isEmpty() -> "empty";
            case ScalarNode scalar -> Wording.kind(NodeValues.scalar(scalar));
        };
    }

    private static Code code(Violation violation) {
        return switch (violation.keyword()) {
            case "type" -> Code.WRONG_TYPE;
            case "pattern" -> NamedPattern.code(violation.owner());
            default -> Code.INVALID_VALUE;
        };
    }

    private static Note[] notes(Violation violation, Node node, Code code) {
        Note note =
                switch (code) {
                    case WRONG_TYPE -> TypeHelp.of(violation, node);
                    case INVALID_ID, INVALID_DURATION ->
                            node instanceof ScalarNode scalar
                                    ? patternHelp(violation, scalar.text())
                                    : null;
                    default -> node instanceof ScalarNode scalar ? choice(violation, scalar) : null;
                };
        return note == null ? new Note[0] : new Note[] {note};
    }

    private static Note patternHelp(Violation violation, String text) {
        boolean listForName =
                "forEach".equals(violation.key())
                        && (text.indexOf('.') > 0 || text.indexOf('[') > 0 || text.contains("${"));
        return listForName
                ? Note.help(
                        "`forEach` names one item: write `forEach: item` and `in: " + text + "`")
                : NamedPattern.help(violation.owner(), text);
    }

    private static @Nullable Note choice(Violation violation, ScalarNode scalar) {
        if (!(violation.rule() instanceof ListValue(List<Value> values))) {
            return null;
        }
        return "retry".equals(violation.key())
                ? Note.help("or say how often: `retry: { times: 3, every: 10s }`")
                : Suggestion.note(scalar.text(), strings(values));
    }

    private static List<String> strings(List<Value> values) {
        List<String> strings = new ArrayList<>();
        for (Value value : values) {
            if (value instanceof StringValue(String text)) {
                strings.add(text);
            }
        }
        return strings;
    }
}
