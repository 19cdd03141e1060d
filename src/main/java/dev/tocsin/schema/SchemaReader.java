package dev.tocsin.schema;

import com.google.re2j.PatternSyntaxException;

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
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
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
 * Reads a schema that a user wrote: of an input, of a webhook's body, of an operation. What it
 * returns compiles, so a mistake in it is found here, at its place, and not when a run needs it.
 */
public final class SchemaReader {

    private static final List<String> TYPES =
            List.of("string", "integer", "number", "boolean", "object", "array", "null");

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final @Nullable MapNode definitions;

    private SchemaReader(
            SourceText source, Diagnostics diagnostics, @Nullable MapNode definitions) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.definitions = definitions;
    }

    /**
     * @return the schema without its faulty parts; {@link Schema#ANY} if nothing of it can be used
     */
    public static Schema read(Node node, SourceText source, Diagnostics diagnostics) {
        MapNode definitions =
                node instanceof MapNode map && map.get("$defs") instanceof MapNode found
                        ? found
                        : null;
        SchemaReader reader = new SchemaReader(source, diagnostics, definitions);
        Node unbounded = SchemaExpansion.unbounded(node);
        if (unbounded != null) {
            reader.report(
                    unbounded.span(),
                    "this leads back to itself, or to more schemas than one value can be checked"
                            + " against",
                    Note.help(
                            "let a schema name itself only below `properties`, `items` or"
                                    + " `additionalProperties`"));
            return Schema.ANY;
        }
        return reader.schema(node) instanceof MapValue json ? new Schema(json) : Schema.ANY;
    }

    /** Whether a text is one of the names that {@code type} takes. */
    static boolean isType(String name) {
        return TYPES.contains(name);
    }

    private @Nullable Value schema(Node node) {
        if (!(node instanceof MapNode map)) {
            report(
                    node.span(),
                    "a schema is a map",
                    node instanceof ScalarNode scalar && isType(scalar.text())
                            ? Note.help("write `{ type: " + scalar.text() + " }`")
                            : Note.help("write for example `{ type: string }`"));
            return null;
        }
        boolean text = map.get("type") instanceof ScalarNode type && type.text().equals("string");
        Map<String, Value> json = new LinkedHashMap<>();
        for (MapNode.Entry entry : map.entries()) {
            Value value = keyword(entry.key(), entry.value(), text);
            if (value != null) {
                json.put(entry.key().text(), value);
            }
        }
        return new MapValue(json);
    }

    /** The value of a keyword, or null if it is left out. */
    private @Nullable Value keyword(ScalarNode key, Node value, boolean text) {
        String name = key.text();
        return switch (SchemaKeyword.of(name)) {
            case TYPE -> type(value);
            case TEXT ->
                    value instanceof ScalarNode scalar
                            ? new StringValue(scalar.text())
                            : wrong(key, value, "a string");
            case PATTERN -> pattern(key, value);
            case REFERENCE -> reference(key, value);
            case SCHEMA -> schema(value);
            case SCHEMA_OR_BOOLEAN ->
                    value instanceof ScalarNode scalar
                                    && NodeValues.scalar(scalar) instanceof BoolValue truth
                            ? truth
                            : schema(value);
            case SCHEMAS -> schemas(key, value);
            case SCHEMAS_BY_NAME -> schemasByName(key, value, name.equals("patternProperties"));
            case NAMES -> names(key, value);
            case NAMES_BY_NAME -> namesByName(key, value);
            case COUNT ->
                    NodeValues.of(value) instanceof IntValue(long count) && count >= 0
                            ? IntValue.of(count)
                            : wrong(key, value, "a whole number from 0 on");
            case NUMBER -> number(key, value);
            case TRUTH ->
                    NodeValues.of(value) instanceof BoolValue truth
                            ? truth
                            : wrong(key, value, "`true` or `false`");
            case VALUES ->
                    value instanceof ListNode(List<Node> items, Span _) && !items.isEmpty()
                            ? values(items, text)
                            : wrong(key, value, "a list of values");
            case VALUE -> value(value, text);
            case EXTENSION -> NodeValues.of(value);
            case UNKNOWN -> unknown(key);
        };
    }

    private @Nullable Value unknown(ScalarNode key) {
        Note suggestion = Suggestion.note(key.text(), SchemaKeyword.known());
        report(
                key.span(),
                "unknown schema keyword `" + key.text() + "`",
                suggestion == null
                        ? Note.help("keywords of your own start with `x-`")
                        : suggestion);
        return null;
    }

    private @Nullable Value type(Node node) {
        if (node instanceof ListNode(List<Node> items, Span _)) {
            List<Value> names = new ArrayList<>();
            for (Node item : items) {
                Value name = item instanceof ListNode ? null : type(item);
                if (name != null && !names.contains(name)) {
                    names.add(name);
                }
            }
            return names.isEmpty() ? null : new ListValue(names);
        }
        String name = node instanceof ScalarNode scalar ? scalar.text() : "";
        if (TYPES.contains(name)) {
            return new StringValue(name);
        }
        report(
                node.span(),
                name.isEmpty()
                        ? "`type` must be the name of a type"
                        : "unknown type `" + name + "`",
                suggestedType(name));
        return null;
    }

    private static Note suggestedType(String name) {
        String meant =
                switch (name) {
                    case "int", "long" -> "integer";
                    case "bool" -> "boolean";
                    case "float", "double", "decimal" -> "number";
                    case "list" -> "array";
                    case "map", "dict" -> "object";
                    case "text", "date", "datetime", "timestamp" -> "string";
                    default -> Suggestion.closest(name, TYPES);
                };
        return meant == null
                ? Note.fact("the types are " + String.join(", ", TYPES))
                : Note.help("did you mean `" + meant + "`?");
    }

    private @Nullable Value pattern(ScalarNode key, Node value) {
        if (!(value instanceof ScalarNode scalar)) {
            return wrong(key, value, "a string");
        }
        return compiles(scalar) ? new StringValue(scalar.text()) : null;
    }

    private boolean compiles(ScalarNode pattern) {
        try {
            BoundedPattern.compile(pattern.text());
            return true;
        } catch (PatternSyntaxException e) {
            report(
                    pattern.span(),
                    "this pattern cannot be read: " + e.getDescription(),
                    Note.fact("patterns are RE2: without look-ahead and back-references"));
            return false;
        }
    }

    private @Nullable Value reference(ScalarNode key, Node value) {
        String prefix = LocalReferences.DEFINITIONS;
        if (value instanceof ScalarNode scalar) {
            String target = scalar.text();
            boolean known =
                    target.startsWith(prefix)
                            && definitions != null
                            && definitions.get(target.substring(prefix.length())) != null;
            if (known || target.equals("#")) {
                return new StringValue(target);
            }
        }
        report(
                value.span(),
                "`" + key.text() + "` leads nowhere",
                Note.help(
                        "write `#/$defs/name`, with `name` under `$defs` at the top of the"
                                + " schema"));
        return null;
    }

    private @Nullable Value schemas(ScalarNode key, Node value) {
        if (!(value instanceof ListNode(List<Node> items, Span _)) || items.isEmpty()) {
            return wrong(key, value, "a list of schemas");
        }
        List<Value> schemas = new ArrayList<>();
        for (Node item : items) {
            Value schema = schema(item);
            if (schema != null) {
                schemas.add(schema);
            }
        }
        return schemas.isEmpty() ? null : new ListValue(schemas);
    }

    private @Nullable Value schemasByName(ScalarNode key, Node value, boolean patterns) {
        if (!(value instanceof MapNode map)) {
            return wrong(key, value, "a map of schemas");
        }
        Map<String, Value> schemas = new LinkedHashMap<>();
        for (MapNode.Entry entry : map.entries()) {
            Value schema = schema(entry.value());
            if (schema != null && (!patterns || compiles(entry.key()))) {
                schemas.put(entry.key().text(), schema);
            }
        }
        return new MapValue(schemas);
    }

    private @Nullable Value names(ScalarNode key, Node value) {
        if (!(value instanceof ListNode(List<Node> items, Span _))) {
            return wrong(key, value, "a list of names");
        }
        List<Value> names = new ArrayList<>();
        for (Node item : items) {
            if (!(item instanceof ScalarNode name)) {
                return wrong(key, item, "a list of names");
            }
            names.add(new StringValue(name.text()));
        }
        return new ListValue(names);
    }

    private @Nullable Value namesByName(ScalarNode key, Node value) {
        if (!(value instanceof MapNode map)) {
            return wrong(key, value, "a map of lists of names");
        }
        Map<String, Value> lists = new LinkedHashMap<>();
        for (MapNode.Entry entry : map.entries()) {
            Value names = names(entry.key(), entry.value());
            if (names != null) {
                lists.put(entry.key().text(), names);
            }
        }
        return new MapValue(lists);
    }

    private @Nullable Value number(ScalarNode key, Node value) {
        Value number = NodeValues.of(value);
        boolean finite =
                number instanceof IntValue
                        || number instanceof DoubleValue(double real) && Double.isFinite(real);
        boolean positive = !key.text().equals("multipleOf") || isPositive(number);
        return finite && positive ? number : wrong(key, value, positive ? "a number" : "above 0");
    }

    private static boolean isPositive(Value number) {
        return number instanceof IntValue(long whole) && whole > 0
                || number instanceof DoubleValue(double real) && real > 0;
    }

    private static Value values(List<Node> items, boolean text) {
        List<Value> values = new ArrayList<>();
        for (Node item : items) {
            values.add(value(item, text));
        }
        return new ListValue(values);
    }

    /** Where a string is wanted, {@code 0123} is its source text, not a number. */
    private static Value value(Node node, boolean text) {
        return text && node instanceof ScalarNode scalar && !scalar.text().isEmpty()
                ? new StringValue(scalar.text())
                : NodeValues.of(node);
    }

    private @Nullable Value wrong(ScalarNode key, Node value, String expected) {
        Span span = value.span().start() == value.span().end() ? key.span() : value.span();
        String message = "`" + key.text() + "` must be " + expected;
        boolean forOneInput =
                key.text().equals("required") && NodeValues.of(value) instanceof BoolValue;
        if (forOneInput) {
            report(span, message, Note.help("remove it: what has no `default` must be given"));
        } else {
            diagnostics.report(Code.INVALID_SCHEMA, source, span, message);
        }
        return null;
    }

    private void report(Span span, String message, Note note) {
        diagnostics.report(Code.INVALID_SCHEMA, source, span, message, note);
    }
}
