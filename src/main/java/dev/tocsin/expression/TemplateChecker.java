package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeUnion;
import dev.tocsin.schema.ValueTypes;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the type of what a template makes, and what in its holes cannot work. */
public final class TemplateChecker {

    private TemplateChecker() {}

    /** Reports every fault of every hole, and each text that surely lacks its braces. */
    public static Type check(
            Template template,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        return check(template, NullValue.NULL, environment, source, diagnostics);
    }

    /** As above, for a value that must fit a schema, which may say how data is escaped. */
    public static Type check(
            Template template,
            Schema schema,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        return check(template, schema.json(), environment, source, diagnostics);
    }

    private static Type check(
            Template template,
            Value schema,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        return switch (template) {
            case Template.Constant constant -> {
                MissingBraces.check(constant, environment, source, diagnostics);
                yield typeOf(constant.value());
            }
            case Template.Single single ->
                    TypeChecker.check(single.expression(), environment, source, diagnostics);
            case Template.Interpolated interpolated -> {
                boolean escaped = TextSyntax.of(schema) != null;
                boolean secret = false;
                for (Template.Part part : interpolated.parts()) {
                    if (part instanceof Template.Part.Hole(Expression expression)) {
                        secret |=
                                hole(expression, escaped, environment, source, diagnostics)
                                        instanceof Type.Secret;
                    }
                }
                yield secret ? Type.Secret.of(Type.STRING) : Type.STRING;
            }
            case Template.Items items -> {
                Value rules = TemplateSchema.item(schema);
                List<Type> types = new ArrayList<>(items.items().size());
                for (Template item : items.items()) {
                    types.add(check(item, rules, environment, source, diagnostics));
                }
                yield new Type.ListOf(TypeUnion.of(types));
            }
            case Template.Fields fields -> {
                Map<String, Type> types = new LinkedHashMap<>();
                for (Template.Field field : fields.fields()) {
                    String name = field.key().text();
                    Value rules = TemplateSchema.field(schema, name);
                    types.put(name, check(field.value(), rules, environment, source, diagnostics));
                }
                yield new Type.Obj(types, types.keySet(), false);
            }
        };
    }

    /**
     * Reports an expression that may be null at a place that takes no null.
     *
     * @param taker what takes none, as the message starts: {@code the input `id`}
     */
    public static void refuseNull(
            Expression expression,
            Type type,
            String taker,
            SourceText source,
            Diagnostics diagnostics) {
        if (TypeUnion.holdsNull(type)) {
            Type rest = TypeUnion.withoutNull(type);
            // An empty text instead of a missing id would be worse than none.
            Type offered = rest instanceof Type.Str ? Type.ANY : rest;
            Fault fault = NullUse.fault(expression.tree(), offered, taker);
            Faults.report(List.of(fault), expression, source, diagnostics);
        }
    }

    private static Type hole(
            Expression expression,
            boolean escaped,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        List<Fault> faults = new ArrayList<>(0);
        Expr tree = expression.tree();
        Type type =
                escaped
                        ? TypeChecker.checkEscaped(tree, environment, faults)
                        : TypeChecker.check(tree, environment, faults);
        boolean bytes = Type.Secret.open(TypeUnion.withoutNull(type)) instanceof Type.Bytes;
        if (bytes || !Types.mayBe(type, Types.TEXTUAL)) {
            String text = ExprPrinter.excerpt(tree);
            faults.add(
                    new Fault(
                            Code.TYPE_MISMATCH,
                            "`"
                                    + text
                                    + "` is "
                                    + Types.aName(type)
                                    + ", which does not read as text",
                            tree.start(),
                            tree.end(),
                            type instanceof Type.Null
                                    ? null
                                    : "write `"
                                            + (bytes ? "base64" : "toJson")
                                            + "("
                                            + text
                                            + ")`"));
        } else if (TypeUnion.holdsNull(type)) {
            faults.add(NullUse.inText(tree, TypeUnion.withoutNull(type)));
        }
        Faults.report(faults, expression, source, diagnostics);
        return type;
    }

    private static Type typeOf(Value value) {
        return switch (value) {
            case ListValue(List<Value> items) -> {
                List<Type> types = new ArrayList<>(items.size());
                for (Value item : items) {
                    types.add(typeOf(item));
                }
                yield new Type.ListOf(TypeUnion.of(types));
            }
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Type> types = new LinkedHashMap<>();
                entries.forEach((key, item) -> types.put(key, typeOf(item)));
                yield new Type.Obj(types, types.keySet(), false);
            }
            default -> ValueTypes.of(value);
        };
    }
}
