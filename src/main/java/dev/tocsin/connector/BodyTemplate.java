package dev.tocsin.connector;

import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.NullValue;
import dev.tocsin.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a body so that an optional input which was left out leaves no {@code "field": null}
 * behind, because services read that as "clear the field".
 */
final class BodyTemplate {

    private BodyTemplate() {}

    static Evaluator compile(Template template, Environment environment) {
        return switch (template) {
            case Template.Fields(List<Template.Field> fields, _) -> fields(fields, environment);
            case Template.Items(List<Template> items, _) -> items(items, environment);
            case Template.Constant _, Template.Single _, Template.Interpolated _ ->
                    TemplateCompiler.compile(template, environment);
        };
    }

    private static Evaluator fields(List<Template.Field> fields, Environment environment) {
        String[] keys = new String[fields.size()];
        Evaluator[] values = new Evaluator[keys.length];
        boolean[] optional = new boolean[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = fields.get(i).key().text();
            values[i] = compile(fields.get(i).value(), environment);
            optional[i] = fields.get(i).value() instanceof Template.Single;
        }
        return (scope, evaluation) -> {
            Map<String, Value> entries = new LinkedHashMap<>();
            for (int i = 0; i < keys.length; i++) {
                Value value = values[i].evaluate(scope, evaluation);
                if (!optional[i] || value != NullValue.NULL) {
                    entries.put(keys[i], value);
                }
            }
            return new MapValue(entries);
        };
    }

    private static Evaluator items(List<Template> items, Environment environment) {
        List<Evaluator> compiled = new ArrayList<>(items.size());
        for (Template item : items) {
            compiled.add(compile(item, environment));
        }
        return (scope, evaluation) -> {
            List<Value> values = new ArrayList<>(compiled.size());
            for (Evaluator item : compiled) {
                values.add(item.evaluate(scope, evaluation));
            }
            return new ListValue(values);
        };
    }
}
