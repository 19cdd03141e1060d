package dev.tocsin.playbook;

import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Template;
import dev.tocsin.source.Span;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.BytesValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.DurationValue;
import dev.tocsin.value.Durations;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.SecretValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.TimestampValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds one YAML mapping, key by key; keys whose value is null are left out. */
final class NodeBuilder {

    private static final Span NOWHERE = Span.at(0);

    private final List<MapNode.Entry> entries = new ArrayList<>();

    NodeBuilder node(String key, @Nullable Node node) {
        if (node != null) {
            entries.add(new MapNode.Entry(YamlText.text(key), node));
        }
        return this;
    }

    NodeBuilder word(String key, @Nullable Object word) {
        return node(key, word == null ? null : YamlText.word(word.toString()));
    }

    NodeBuilder duration(String key, @Nullable Duration duration) {
        return word(key, duration == null ? null : Durations.print(duration));
    }

    NodeBuilder expression(String key, @Nullable Expression expression) {
        return word(key, expression == null ? null : expression.text());
    }

    NodeBuilder template(String key, @Nullable Template template) {
        return node(key, template == null ? null : of(template));
    }

    /** Left out where the list is empty. */
    NodeBuilder list(String key, List<? extends Node> items) {
        return node(key, items.isEmpty() ? null : listOf(items));
    }

    MapNode build() {
        return new MapNode(entries, NOWHERE);
    }

    static ListNode listOf(List<? extends Node> items) {
        return new ListNode(List.copyOf(items), NOWHERE);
    }

    /** A value as it stands where YAML is no template. */
    static Node of(Value value) {
        return of(value, false);
    }

    /** A template as written, but for spaces inside {@code ${...}}. */
    static Node of(Template template) {
        return switch (template) {
            case Template.Constant constant -> of(constant.value(), true);
            case Template.Single single -> YamlText.text("${" + single.expression().text() + "}");
            case Template.Interpolated text -> {
                StringBuilder all = new StringBuilder();
                for (Template.Part part : text.parts()) {
                    switch (part) {
                        case Template.Part.Literal(String literal) -> all.append(escaped(literal));
                        case Template.Part.Hole(Expression hole) ->
                                all.append("${").append(hole.text()).append('}');
                    }
                }
                yield YamlText.text(all.toString());
            }
            case Template.Items(List<Template> items, Span _) -> {
                List<Node> nodes = new ArrayList<>();
                for (Template item : items) {
                    nodes.add(of(item));
                }
                yield listOf(nodes);
            }
            case Template.Fields(List<Template.Field> fields, Span _) -> {
                NodeBuilder map = new NodeBuilder();
                for (Template.Field field : fields) {
                    map.template(field.key().text(), field.value());
                }
                yield map.build();
            }
        };
    }

    private static Node of(Value value, boolean inTemplate) {
        return switch (value) {
            case NullValue _ -> YamlText.word("null");
            case BoolValue truth -> YamlText.word(truth.value() ? "true" : "false");
            case IntValue(long number) -> YamlText.word(Long.toString(number));
            case BigValue(var number) -> YamlText.word(number.toString());
            case DoubleValue(double number) -> YamlText.word(written(number));
            case StringValue(String text) -> YamlText.text(inTemplate ? escaped(text) : text);
            case ListValue(List<Value> items) -> {
                List<Node> nodes = new ArrayList<>();
                for (Value item : items) {
                    nodes.add(of(item, inTemplate));
                }
                yield listOf(nodes);
            }
            case MapValue(Map<String, Value> entries) -> {
                NodeBuilder map = new NodeBuilder();
                for (Map.Entry<String, Value> entry : entries.entrySet()) {
                    map.node(entry.getKey(), of(entry.getValue(), inTemplate));
                }
                yield map.build();
            }
            case BytesValue _, TimestampValue _, DurationValue _, UnknownValue _, SecretValue _ ->
                    throw new IllegalStateException("YAML holds no " + value.kind());
        };
    }

    /** Always with a point or an exponent, so that it does not read back as a whole number. */
    private static String written(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(number);
    }

    private static String escaped(String text) {
        return text.replace("${", "$${");
    }
}
