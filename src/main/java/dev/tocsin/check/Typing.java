package dev.tocsin.check;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.Fault;
import dev.tocsin.expression.MissingBraces;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types of expressions and templates at their places; each fault becomes a diagnostic. */
final class Typing {

    private final SourceText source;
    private final Diagnostics diagnostics;

    Typing(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The type of an expression; {@link Type#ANY} where it has a fault. */
    Type of(Expression expression, Environment environment) {
        List<Fault> faults = new ArrayList<>(0);
        Type type = TypeChecker.check(expression.tree(), environment, faults);
        report(expression, faults);
        return type;
    }

    /** An expression that must be true or false. */
    void condition(Expression expression, Environment environment) {
        List<Fault> faults = new ArrayList<>(0);
        TypeChecker.checkCondition(expression.tree(), environment, faults);
        report(expression, faults);
    }

    /** The type of an item of an expression that must be a list or null. */
    Type items(Expression expression, Environment environment) {
        List<Fault> faults = new ArrayList<>(0);
        Type item = TypeChecker.checkList(expression.tree(), environment, faults);
        report(expression, faults);
        return item;
    }

    /** The type of a template, and the warning about braces that are missing in it. */
    Type of(Template template, Environment environment) {
        MissingBraces.check(template, environment, source, diagnostics);
        return typeOf(template, environment);
    }

    private Type typeOf(Template template, Environment environment) {
        return switch (template) {
            case Template.Constant(var value, _) -> ConstantTypes.of(value);
            case Template.Single(Expression expression, _) -> of(expression, environment);
            case Template.Interpolated(List<Template.Part> parts, _, _) -> {
                for (Template.Part part : parts) {
                    if (part instanceof Template.Part.Hole(Expression expression)) {
                        of(expression, environment);
                    }
                }
                yield Type.STRING;
            }
            case Template.Items(List<Template> items, _) -> {
                for (Template item : items) {
                    typeOf(item, environment);
                }
                yield Type.LIST;
            }
            case Template.Fields(List<Template.Field> fields, _) -> {
                Map<String, Type> types = new LinkedHashMap<>();
                for (Template.Field field : fields) {
                    types.put(field.key().text(), typeOf(field.value(), environment));
                }
                yield new Type.Obj(types, types.keySet(), false);
            }
        };
    }

    private void report(Expression expression, List<Fault> faults) {
        for (Fault fault : faults) {
            var span = expression.spanOf(fault.start(), fault.end());
            String help = fault.help();
            if (help == null) {
                diagnostics.report(fault.code(), source, span, fault.message());
            } else {
                diagnostics.report(fault.code(), source, span, fault.message(), Note.help(help));
            }
        }
    }
}
