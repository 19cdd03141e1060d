package dev.tocsin.expression;

import dev.tocsin.schema.Schema;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Turns a checked template into one evaluator. Its errors know their place in the file. */
public final class TemplateCompiler {

    private TemplateCompiler() {}

    /**
     * @throws IllegalStateException if the template was not checked against this environment
     */
    public static Evaluator compile(Template template, Environment environment) {
        return compile(template, environment, NullValue.NULL);
    }

    /**
     * The same for a value that must fit a schema: where it declares {@code x-syntax}, data inside
     * longer texts is escaped for that language.
     *
     * @throws IllegalStateException if the template was not checked against this environment
     */
    public static Evaluator compile(Template template, Environment environment, Schema schema) {
        Evaluator evaluator = compile(template, environment, schema.json());
        return environment.mayHoldSecrets() ? new Secrets.Guarded(evaluator, schema) : evaluator;
    }

    private static Evaluator compile(Template template, Environment environment, Value schema) {
        return switch (template) {
            case Template.Constant constant -> new Loads.Constant(constant.value());
            case Template.Single single ->
                    ExpressionCompiler.compile(single.expression(), environment);
            case Template.Interpolated interpolated ->
                    text(interpolated, environment, TextSyntax.of(schema));
            case Template.Items items -> items(items, environment, TemplateSchema.item(schema));
            case Template.Fields fields -> fields(fields, environment, schema);
        };
    }

    private static Evaluator text(
            Template.Interpolated interpolated,
            Environment environment,
            @Nullable TextSyntax syntax) {
        List<String> texts = new ArrayList<>();
        List<Evaluator> holes = new ArrayList<>();
        List<Expression> sites = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        for (Template.Part part : interpolated.parts()) {
            switch (part) {
                case Template.Part.Literal(String text) -> before.append(text);
                case Template.Part.Hole(Expression expression) -> {
                    texts.add(before.toString());
                    before.setLength(0);
                    holes.add(hole(expression, environment));
                    sites.add(expression);
                }
            }
        }
        texts.add(before.toString());
        Evaluator text =
                new Literals.Interpolation(
                        texts.toArray(new String[0]),
                        holes.toArray(new Evaluator[0]),
                        sites.toArray(new Expression[0]),
                        syntax);
        return environment.mayHoldSecrets() ? new Secrets.Kept(text) : text;
    }

    private static Evaluator hole(Expression expression, Environment environment) {
        Evaluator evaluator = ExpressionCompiler.compile(expression.tree(), environment);
        return environment.mayHoldSecrets() ? new Secrets.Open(evaluator) : evaluator;
    }

    private static Evaluator items(Template.Items list, Environment environment, Value schema) {
        Evaluator[] items = new Evaluator[list.items().size()];
        List<Value> values = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            items[i] = compile(list.items().get(i), environment, schema);
            if (items[i] instanceof Loads.Constant(Value value)) {
                values.add(value);
            }
        }
        return values.size() == items.length
                ? new Loads.Constant(new ListValue(values))
                : new Literals.Items(items);
    }

    private static Evaluator fields(Template.Fields map, Environment environment, Value schema) {
        int size = map.fields().size();
        String[] keys = new String[size];
        Evaluator[] values = new Evaluator[size];
        MapValue.Builder constants = MapValue.builder();
        boolean constant = true;
        for (int i = 0; i < size; i++) {
            Template.Field field = map.fields().get(i);
            keys[i] = field.key().text();
            values[i] = compile(field.value(), environment, TemplateSchema.field(schema, keys[i]));
            if (values[i] instanceof Loads.Constant(Value value)) {
                constants.put(keys[i], value);
            } else {
                constant = false;
            }
        }
        return constant ? new Loads.Constant(constants.build()) : new Literals.Fields(keys, values);
    }
}
