package dev.tocsin.program;

import dev.tocsin.expression.Template;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.BigValue;
import dev.tocsin.value.BoolValue;
import dev.tocsin.value.DoubleValue;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an input is a text, a plain YAML scalar is its source text: a ticket number {@code 0123}
 * stays {@code 0123}, and a phone number keeps its plus.
 */
public final class SourceTexts {

    private SourceTexts() {}

    /** The same template, with each plain scalar that stands for a text turned into that text. */
    public static Template of(Template template, Schema schema, SourceText source) {
        return of(template, schema.type(), source);
    }

    private static Template of(Template template, Type wanted, SourceText source) {
        return switch (template) {
            case Template.Constant constant ->
                    wantsText(wanted) && isNotText(constant)
                            ? new Template.Constant(
                                    new StringValue(source.slice(constant.span())), constant.span())
                            : constant;
            case Template.Fields(List<Template.Field> fields, var span) -> {
                List<Template.Field> kept = new ArrayList<>(fields.size());
                for (Template.Field field : fields) {
                    Type type = typeOfField(wanted, field.key().text());
                    kept.add(new Template.Field(field.key(), of(field.value(), type, source)));
                }
                yield new Template.Fields(kept, span);
            }
            case Template.Items(List<Template> items, var span) -> {
                Type type =
                        Type.Secret.open(wanted) instanceof Type.ListOf(Type item)
                                ? item
                                : Type.ANY;
                List<Template> kept = new ArrayList<>(items.size());
                for (Template item : items) {
                    kept.add(of(item, type, source));
                }
                yield new Template.Items(kept, span);
            }
            case Template.Single _, Template.Interpolated _ -> template;
        };
    }

    private static Type typeOfField(Type wanted, String name) {
        return switch (wanted) {
            case Type.Obj object -> object.fields().getOrDefault(name, Type.ANY);
            case Type.MapOf(Type value) -> value;
            case Type.Secret(Type inner) -> typeOfField(inner, name);
            case Type.Union(List<Type> options) -> {
                for (Type option : options) {
                    if (option instanceof Type.Obj || option instanceof Type.MapOf) {
                        yield typeOfField(option, name);
                    }
                }
                yield Type.ANY;
            }
            case Type.Any _,
                    Type.Null _,
                    Type.Bool _,
                    Type.Int _,
                    Type.Number _,
                    Type.Str _,
                    Type.Bytes _,
                    Type.Timestamp _,
                    Type.Duration _,
                    Type.ListOf _ ->
                    Type.ANY;
        };
    }

    private static boolean wantsText(Type type) {
        if (type instanceof Type.Secret(Type inner)) {
            return wantsText(inner);
        }
        if (type instanceof Type.Union(List<Type> options)) {
            for (Type option : options) {
                if (!(option instanceof Type.Str) && !(option instanceof Type.Null)) {
                    return false;
                }
            }
            return true;
        }
        return type instanceof Type.Str;
    }

    private static boolean isNotText(Template.Constant constant) {
        return constant.value() instanceof IntValue
                || constant.value() instanceof DoubleValue
                || constant.value() instanceof BigValue
                || constant.value() instanceof BoolValue;
    }
}
