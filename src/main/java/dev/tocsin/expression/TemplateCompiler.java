package dev.tocsin.expression;

import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Turns a checked template into one evaluator. Its errors know their place in the file. */
public final class TemplateCompiler {

    private TemplateCompiler() {}

    /**
     * @throws IllegalStateException if the template was not checked against this environment
     */
    public static Evaluator compile(Template template, Environment environment) {
        return switch (template) {
            case Template.Constant constant -> new Loads.Constant(constant.value());
            case Template.Single single ->
                    ExpressionCompiler.compile(single.expression(), environment);
            case Template.Interpolated interpolated -> text(interpolated, environment);
            case Template.Items items -> items(items, environment);
            case Template.Fields fields -> fields(fields, environment);
        };
    }

    private static Evaluator text(Template.Interpolated interpolated, Environment environment) {
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
                    holes.add(ExpressionCompiler.compile(expression, environment));
                    sites.add(expression);
                }
            }
        }
        texts.add(before.toString());
        return new Literals.Interpolation(
                texts.toArray(new String[0]),
                holes.toArray(new Evaluator[0]),
                sites.toArray(new Expression[0]));
    }

    private static Evaluator items(Template.Items list, Environment environment) {
        Evaluator[] items = new Evaluator[list.items().size()];
        List<Value> values = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            items[i] = compile(list.items().get(i), environment);
            if (items[i] instanceof Loads.Constant(Value value)) {
                values.add(value);
            }
        }
        return values.size() == items.length
                ? new Loads.Constant(new ListValue(values))
                : new Literals.Items(items);
    }

    private static Evaluator fields(Template.Fields map, Environment environment) {
        int size = map.fields().size();
        String[] keys = new String[size];
        Evaluator[] values = new Evaluator[size];
        MapValue.Builder constants = MapValue.builder();
        boolean constant = true;
        for (int i = 0; i < size; i++) {
            Template.Field field = map.fields().get(i);
            keys[i] = field.key().text();
            values[i] = compile(field.value(), environment);
            if (values[i] instanceof Loads.Constant(Value value)) {
                constants.put(keys[i], value);
            } else {
                constant = false;
            }
        }
        return constant ? new Loads.Constant(constants.build()) : new Literals.Fields(keys, values);
    }
}
