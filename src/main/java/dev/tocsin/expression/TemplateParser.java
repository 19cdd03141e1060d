package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.ListNode;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.UnknownValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the two kinds of slot. One that decides ({@code if}, {@code when}, {@code until}, …) holds
 * an expression, bare or as one <code>${...}</code>. One that carries data holds any YAML with
 * <code>${...}</code> inside its texts; <code>$${</code> there stands for <code>${</code>.
 */
public final class TemplateParser {

    private final SourceText source;
    private final Diagnostics diagnostics;

    private TemplateParser(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The expression of a slot that decides, or null once its mistake is reported. */
    public static @Nullable Expression decision(
            ScalarNode scalar, SourceText source, Diagnostics diagnostics) {
        return new TemplateParser(source, diagnostics).decision(scalar);
    }

    /**
     * The template of a slot that carries data. An expression with a mistake is reported and its
     * hole then holds an unknown, about which later stages say nothing more.
     */
    public static Template data(Node node, SourceText source, Diagnostics diagnostics) {
        return new TemplateParser(source, diagnostics).data(node);
    }

    private @Nullable Expression decision(ScalarNode scalar) {
        String text = scalar.text();
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        if (!text.startsWith("${", start)) {
            return expression(scalar, 0, text.length());
        }
        int end = endOfHole(scalar, start);
        if (end < 0) {
            return null;
        }
        int after = end + 1;
        while (after < text.length() && text.charAt(after) <= ' ') {
            after++;
        }
        if (after < text.length()) {
            String message =
                    text.indexOf("${", after) >= 0
                            ? "several `${...}` where one expression belongs"
                            : "text around `${...}` where one expression belongs";
            String help = "write one expression, without `${` and `}`: `a == b && c`";
            report(new Fault(Code.EXPRESSION_SYNTAX, message, start, text.length(), help), scalar);
            return null;
        }
        return expression(scalar, start + 2, end);
    }

    private Template data(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case ListNode list -> list(list);
            case MapNode map -> map(map);
        };
    }

    private Template list(ListNode list) {
        List<Template> items = new ArrayList<>(list.items().size());
        List<Value> values = new ArrayList<>(list.items().size());
        for (Node node : list.items()) {
            Template item = data(node);
            items.add(item);
            if (item instanceof Template.Constant constant && !keepsPlace(constant)) {
                values.add(constant.value());
            }
        }
        return values.size() == items.size()
                ? new Template.Constant(new ListValue(values), list.span())
                : new Template.Items(items, list.span());
    }

    private Template map(MapNode map) {
        List<Template.Field> fields = new ArrayList<>(map.entries().size());
        MapValue.Builder values = MapValue.builder();
        boolean constant = true;
        for (MapNode.Entry entry : map.entries()) {
            refuseHoleInKey(entry.key());
            Template value = data(entry.value());
            fields.add(new Template.Field(entry.key(), value));
            if (value instanceof Template.Constant fixed && !keepsPlace(fixed)) {
                values.put(entry.key().text(), fixed.value());
            } else {
                constant = false;
            }
        }
        return constant
                ? new Template.Constant(values.build(), map.span())
                : new Template.Fields(fields, map.span());
    }

    /**
     * Whether a later stage needs the place of this scalar itself: to point at it, or to take it as
     * written ({@code 0123}) where the schema wants a text. Then its list or map is no constant.
     */
    private static boolean keepsPlace(Template.Constant constant) {
        return switch (constant.value()) {
            case IntValue _, DoubleValue _, BigValue _, BoolValue _ -> true;
            default -> MissingBraces.mayLack(constant);
        };
    }

    private void refuseHoleInKey(ScalarNode key) {
        int hole = key.text().indexOf("${");
        if (hole >= 0 && !key.text().startsWith("$${", hole - 1)) {
            report(
                    new Fault(
                            Code.EXPRESSION_SYNTAX,
                            "a key cannot be computed",
                            hole,
                            key.text().length(),
                            "compute the whole map: `${ {name: value} }`"),
                    key);
        }
    }

    private Template scalar(ScalarNode scalar) {
        String text = scalar.text();
        int dollar = text.indexOf("${");
        if (dollar < 0) {
            return new Template.Constant(NodeValues.scalar(scalar), scalar.span());
        }
        List<Template.Part> parts = new ArrayList<>(3);
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (dollar >= 0) {
            if (dollar > at && text.charAt(dollar - 1) == '$') {
                literal.append(text, at, dollar - 1).append("${");
                at = dollar + 2;
            } else {
                literal.append(text, at, dollar);
                int end = endOfHole(scalar, dollar);
                if (end < 0) {
                    return faulty(scalar);
                }
                Expression expression = expression(scalar, dollar + 2, end);
                if (expression == null) {
                    expression = unknown(scalar);
                }
                if (dollar == 0 && isAlone(scalar, end + 1)) {
                    return new Template.Single(expression, scalar.span());
                }
                flush(literal, parts);
                parts.add(new Template.Part.Hole(expression));
                at = end + 1;
            }
            dollar = text.indexOf("${", at);
        }
        literal.append(text, at, text.length());
        if (parts.isEmpty()) {
            return new Template.Constant(new StringValue(literal.toString()), scalar.span());
        }
        flush(literal, parts);
        return new Template.Interpolated(parts, scalar, scalar.span());
    }

    /** The line break that a block scalar ends with is layout, not text around the hole. */
    private static boolean isAlone(ScalarNode scalar, int at) {
        String text = scalar.text();
        boolean block =
                scalar.style() == ScalarNode.Style.FOLDED
                        || scalar.style() == ScalarNode.Style.LITERAL;
        int end = text.length();
        while (block && end > at && text.charAt(end - 1) == '\n') {
            end--;
        }
        return at == end;
    }

    private static void flush(StringBuilder literal, List<Template.Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Template.Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /** The offset of the brace that closes the hole opened at {@code dollar}, or -1. */
    private int endOfHole(ScalarNode scalar, int dollar) {
        try {
            int end = ExpressionLexer.endOfHole(scalar.text(), dollar + 2);
            if (end < 0) {
                report(
                        new Fault(
                                Code.EXPRESSION_SYNTAX,
                                "`${` is never closed",
                                dollar,
                                dollar + 2,
                                "close it with `}`; a literal `${` is `$${`"),
                        scalar);
            }
            return end;
        } catch (SyntaxException e) {
            report(e.fault(), scalar);
            return -1;
        }
    }

    private @Nullable Expression expression(ScalarNode scalar, int start, int end) {
        ExpressionParser.Parsed parsed =
                ExpressionParser.parse(scalar.text().substring(start, end));
        for (Fault fault : parsed.faults()) {
            Faults.report(fault, scalar, start, source, diagnostics);
        }
        Expr tree = parsed.tree();
        return tree == null ? null : new Expression(tree, scalar, start);
    }

    private static Template faulty(ScalarNode scalar) {
        return new Template.Single(unknown(scalar), scalar.span());
    }

    private static Expression unknown(ScalarNode scalar) {
        return new Expression(
                new Expr.Literal(new UnknownValue("an expression with a mistake"), 0, 0),
                scalar,
                0);
    }

    private void report(Fault fault, ScalarNode scalar) {
        Faults.report(fault, scalar, 0, source, diagnostics);
    }
}
