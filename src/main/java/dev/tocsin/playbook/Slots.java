package dev.tocsin.playbook;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Expr;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateParser;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.SchemaReader;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.value.Durations;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what stands behind one key. A node of the wrong shape gives null (or a stand-in) without a
 * word, because the schema check has reported it.
 *
 * @param source the file the nodes are of
 * @param diagnostics where mistakes go that the schema cannot see
 */
record Slots(SourceText source, Diagnostics diagnostics) {

    void report(Code code, Span span, String message, Note... notes) {
        diagnostics.report(code, source, span, message, notes);
    }

    /** A text for people, as it stands; null where the key is missing. */
    static @Nullable Name text(MapNode map, String key) {
        return map.get(key) instanceof ScalarNode scalar && !scalar.text().isEmpty()
                ? nameOf(scalar)
                : null;
    }

    static Name nameOf(ScalarNode scalar) {
        return new Name(scalar.text(), scalar.span());
    }

    /**
     * A word that is the same in every run: {@code ${...}} in it is a mistake. Null where the key
     * is missing or its value wrong.
     */
    @Nullable Name fixed(MapNode map, String key) {
        if (!(map.get(key) instanceof ScalarNode scalar) || scalar.text().isEmpty()) {
            return null;
        }
        int start = scalar.text().indexOf("${");
        if (start < 0) {
            return nameOf(scalar);
        }
        report(
                Code.INVALID_VALUE,
                scalar.spanOf(start, scalar.text().length()),
                "`" + key + "` never depends on data",
                Note.help("write the value itself here; `switch` chooses between several steps"));
        return null;
    }

    /** {@code connector.operation}; null where the key is missing or its value wrong. */
    @Nullable Name operation(MapNode map, String key) {
        Name operation = fixed(map, key);
        if (operation == null) {
            return null;
        }
        int dot = operation.text().lastIndexOf('.');
        if (dot > 0 && dot + 1 < operation.text().length()) {
            return operation;
        }
        report(
                Code.INVALID_VALUE,
                operation.span(),
                "`" + operation + "` does not name a connector and its operation",
                Note.help(
                        StepKeys.isKind(operation.text())
                                ? "`"
                                        + operation
                                        + "` is a step of its own: `"
                                        + operation
                                        + ": ...`"
                                : "write both with a dot between them:"
                                        + " `defender-endpoint.getAlert`"));
        return null;
    }

    /** A length of time of more than zero; null where the key is missing or its value is wrong. */
    @Nullable Duration duration(MapNode map, String key) {
        return map.get(key) instanceof ScalarNode scalar
                ? duration(scalar, 0, scalar.text().length())
                : null;
    }

    /** A length of time in a stretch of a scalar's text; null where it is wrong. */
    @Nullable Duration duration(ScalarNode scalar, int from, int to) {
        String text = scalar.text().substring(from, to);
        Duration duration = Durations.parse(text);
        if (duration != null && !duration.isZero()) {
            return duration;
        }
        if (duration != null) {
            report(
                    Code.INVALID_DURATION,
                    scalar.spanOf(from, to),
                    "`" + text + "` is no time at all",
                    Note.help("write a length of time such as `30s`, or leave the key out"));
        } else if (Durations.isWritten(text)) {
            report(
                    Code.INVALID_DURATION,
                    scalar.spanOf(from, to),
                    "`" + text + "` is longer than ten years",
                    Note.help("write a shorter time, or leave the key out for no bound"));
        }
        return null;
    }

    /** A whole number within bounds; the fallback where the key is missing or its value wrong. */
    static @Nullable Integer whole(MapNode map, String key, int least, int most) {
        return map.get(key) instanceof ScalarNode scalar ? whole(scalar, least, most) : null;
    }

    /** A whole number within bounds; null where it is none. */
    static @Nullable Integer whole(ScalarNode scalar, int least, int most) {
        if (scalar.text().length() > 9) {
            return null;
        }
        try {
            int number = Integer.parseInt(scalar.text());
            return number >= least && number <= most ? number : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** An expression that decides; null where the key is missing. */
    @Nullable Expression expression(MapNode map, String key) {
        MapNode.Entry entry = map.entry(key);
        return entry == null ? null : expression(entry);
    }

    /** An expression that decides, or a stand-in at {@code place} where the key is missing. */
    Expression expression(MapNode map, String key, ScalarNode place) {
        MapNode.Entry entry = map.entry(key);
        return entry == null ? standIn(place) : expression(entry);
    }

    private Expression expression(MapNode.Entry entry) {
        if (entry.value() instanceof ScalarNode scalar && !scalar.text().isEmpty()) {
            Expression read = TemplateParser.decision(scalar, source, diagnostics);
            return read == null ? standIn(scalar) : read;
        }
        return standIn(entry.key());
    }

    /**
     * Stands where an expression cannot be read: its value is unknown and its type is any, so that
     * one mistake does not lead to messages about everything that hangs on it.
     */
    static Expression standIn(ScalarNode place) {
        UnknownValue unknown = new UnknownValue("an expression with a mistake");
        return new Expression(new Expr.Literal(unknown, 0, place.text().length()), place, 0);
    }

    /** Data with {@code ${...}} in it. */
    Template data(Node node) {
        return TemplateParser.data(node, source, diagnostics);
    }

    /** Like {@link #data}, but what YAML reads as a number or a boolean stays a text. */
    Template text(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && !scalar.text().contains("$")
                ? new Template.Constant(new StringValue(scalar.text()), scalar.span())
                : data(node);
    }

    /**
     * The inputs of an operation or the outputs of a playbook: {@link Template.Fields}, so that
     * checks can point at each key even where all values are constant; an empty constant at {@code
     * place} where there is none.
     */
    Template fields(@Nullable Node node, Span place) {
        if (!(node instanceof MapNode map) || map.entries().isEmpty()) {
            return new Template.Constant(MapValue.EMPTY, place);
        }
        List<Template.Field> fields = new ArrayList<>(map.entries().size());
        for (MapNode.Entry entry : map.entries()) {
            fields.add(new Template.Field(entry.key(), data(entry.value())));
        }
        return new Template.Fields(fields, map.span());
    }

    /** A value that is the same in every run; an unknown and a message where it is not. */
    Value constant(String key, Node node, String help) {
        Value value = constantOf(data(node));
        if (value == null) {
            report(
                    Code.INVALID_VALUE,
                    node.span(),
                    "`" + key + "` never depends on data",
                    Note.help(help));
        }
        return value == null ? new UnknownValue("a value with a mistake") : value;
    }

    /** The value of a template without holes, or null where it has one. */
    private static @Nullable Value constantOf(Template template) {
        return switch (template) {
            case Template.Constant constant -> constant.value();
            case Template.Items(List<Template> items, Span _) -> {
                List<Value> values = new ArrayList<>(items.size());
                for (Template item : items) {
                    Value value = constantOf(item);
                    if (value == null) {
                        yield null;
                    }
                    values.add(value);
                }
                yield new ListValue(values);
            }
            case Template.Fields(List<Template.Field> fields, Span _) -> {
                MapValue.Builder values = MapValue.builder();
                for (Template.Field field : fields) {
                    Value value = constantOf(field.value());
                    if (value == null) {
                        yield null;
                    }
                    values.put(field.key().text(), value);
                }
                yield values.build();
            }
            case Template.Single _, Template.Interpolated _ -> null;
        };
    }

    /** The schema of a value; one that accepts everything where there is none. */
    Schema schema(@Nullable Node node) {
        return node instanceof MapNode map
                ? SchemaReader.read(map, source, diagnostics)
                : Schema.ANY;
    }

    /** The mappings among the items of a list; none where it is no list. */
    static List<MapNode> maps(@Nullable Node node) {
        List<MapNode> maps = new ArrayList<>();
        if (node instanceof ListNode list) {
            for (Node item : list.items()) {
                if (item instanceof MapNode map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }
}
