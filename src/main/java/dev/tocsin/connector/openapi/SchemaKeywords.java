package dev.tocsin.connector.openapi;

import com.google.re2j.PatternSyntaxException;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.BoundedPattern;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.Span;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keywords of one schema that hold no other schema. */
final class SchemaKeywords {

    private static final int MAX_ENUM = 500;

    private SchemaKeywords() {}

    /** Those that a connector file can have; JSON Schema's of 2020-12. */
    static Yaml.Fields of(Part part) {
        Yaml.Fields own = new Yaml.Fields();
        List<String> types = types(part);
        if (types.size() == 1) {
            own.put("type", types.getFirst());
        } else if (!types.isEmpty()) {
            own.put("type", Yaml.texts(types));
        }
        boolean text = types.contains("string");
        enumeration(part, text, own);
        describe(part, own);
        String format = part.text("format", "");
        if (isKnownFormat(format)) {
            own.put("format", format);
        }
        if (format.equals("password")) {
            own.put("x-secret", new Yaml.Scalar(BoolValue.TRUE));
        }
        pattern(part, own);
        for (String count :
                List.of(
                        "minLength",
                        "maxLength",
                        "minItems",
                        "maxItems",
                        "minProperties",
                        "maxProperties")) {
            if (number(part.node().get(count)) instanceof IntValue(long number) && number >= 0) {
                own.put(count, new Yaml.Scalar(IntValue.of(number)));
            }
        }
        bounds(part, own);
        if (part.flag("uniqueItems")) {
            own.put("uniqueItems", new Yaml.Scalar(BoolValue.TRUE));
        }
        examples(part, own);
        List<String> required = part.texts("required");
        if (!required.isEmpty()) {
            own.put("required", Yaml.texts(new LinkedHashSet<>(required)));
        }
        return own;
    }

    /** The names of types that JSON Schema knows; a file is the text of its bytes. */
    private static List<String> types(Part part) {
        Set<String> types = new LinkedHashSet<>(part.texts("type"));
        if (types.isEmpty()) {
            types.add(part.text("type", ""));
        }
        Set<String> known = new LinkedHashSet<>();
        for (String type : types) {
            switch (type) {
                case "string", "integer", "number", "boolean", "object", "array", "null" ->
                        known.add(type);
                case "file" -> known.add("string");
                default -> {}
            }
        }
        return List.copyOf(known);
    }

    private static void enumeration(Part part, boolean text, Yaml.Fields own) {
        if (part.value("const") instanceof ScalarNode constant) {
            own.put("const", new Yaml.Scalar(value(constant, text)));
        }
        if (!(part.value("enum") instanceof ListNode(List<Node> items, Span _))) {
            return;
        }
        Set<Value> values = new LinkedHashSet<>();
        for (Node item : items) {
            if (item instanceof ScalarNode scalar) {
                values.add(value(scalar, text));
            }
        }
        if (!values.isEmpty() && values.size() <= MAX_ENUM) {
            own.put("enum", Yaml.of(new ListValue(new ArrayList<>(values))));
        }
    }

    private static void examples(Part part, Yaml.Fields own) {
        List<Node> examples = new ArrayList<>();
        for (String key : List.of("example", "x-example")) {
            Node example = part.value(key);
            if (example != null) {
                examples.add(example);
            }
        }
        if (part.value("examples") instanceof ListNode(List<Node> items, Span _)) {
            examples.addAll(items);
        }
        boolean text = "string".equals(own.text("type"));
        for (Node example : examples) {
            own.examples().add(value(example, text));
        }
    }

    /** Any value; a scalar as {@link #value(ScalarNode, boolean)} reads it. */
    static Value value(Node node, boolean text) {
        return node instanceof ScalarNode scalar ? value(scalar, text) : NodeValues.of(node);
    }

    /** Where a text is wanted, a number without quotes is one. */
    static Value value(ScalarNode scalar, boolean text) {
        Value value = NodeValues.scalar(scalar);
        return text && !(value instanceof NullValue) ? new StringValue(scalar.text()) : value;
    }

    /** What a schema is about, in a line; from the better of the places that may say it. */
    static void describe(Part part, Yaml.Fields own) {
        for (String key : List.of("description", "x-ms-summary", "title")) {
            String description = Prose.description(part.text(key));
            // A title of one word is the name once more.
            if (!description.isEmpty() && (!key.equals("title") || description.indexOf(' ') > 0)) {
                own.put("description", description);
                return;
            }
        }
    }

    /** Those that say something to a reader; nothing holds a value against them. */
    private static boolean isKnownFormat(String format) {
        return switch (format) {
            case "date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6" ->
                    true;
            case "uri", "uri-reference", "uuid", "byte" -> true;
            default -> false;
        };
    }

    private static void pattern(Part part, Yaml.Fields own) {
        String pattern = part.text("pattern");
        if (pattern == null || pattern.isEmpty()) {
            return;
        }
        try {
            BoundedPattern.compile(pattern);
            own.put("pattern", pattern);
        } catch (PatternSyntaxException _) {
            own.remark("left out: a pattern that RE2 cannot read");
        }
    }

    private static void bounds(Part part, Yaml.Fields own) {
        bound("minimum", "exclusiveMinimum", part, own);
        bound("maximum", "exclusiveMaximum", part, own);
        Value multiple = number(part.node().get("multipleOf"));
        if (multiple instanceof IntValue(long number) && number > 0) {
            own.put("multipleOf", new Yaml.Scalar(multiple));
        }
    }

    /** Before 2020-12 {@code exclusiveMinimum: true} made {@code minimum} exclusive. */
    private static void bound(String closed, String exclusive, Part part, Yaml.Fields own) {
        Value bound = number(part.node().get(closed));
        Value own1 = number(part.node().get(exclusive));
        if (bound != null) {
            own.put(part.flag(exclusive) ? exclusive : closed, new Yaml.Scalar(bound));
        }
        if (own1 != null) {
            own.put(exclusive, new Yaml.Scalar(own1));
        }
    }

    private static @Nullable Value number(@Nullable Node node) {
        Value value = node instanceof ScalarNode scalar ? NodeValues.scalar(scalar) : null;
        return switch (value) {
            case IntValue whole -> whole;
            case DoubleValue(double real) when Double.isFinite(real) -> value;
            case null, default -> null;
        };
    }

    static boolean isNullable(Part part) {
        return part.flag("nullable") || part.flag("x-nullable");
    }
}
