package dev.tocsin.connector;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Node;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Expression;
import dev.tocsin.expression.ExpressionCompiler;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.expression.TemplateParser;
import dev.tocsin.expression.TypeChecker;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.BoolValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads and compiles the slots of one operation; mistakes are reported, and the slot is null. */
final class SlotCompiler {

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Trust trust;

    SlotCompiler(SourceText source, Diagnostics diagnostics, Trust trust) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.trust = trust;
    }

    /** A slot that decides; null where it is absent or wrong. */
    @Nullable Evaluator condition(@Nullable ScalarNode node, Slots slots) {
        if (node == null) {
            return null;
        }
        Expression expression = TemplateParser.decision(node, source, diagnostics);
        if (expression == null) {
            return null;
        }
        int before = diagnostics.errorCount();
        if (trust == Trust.PROJECT) {
            TypeChecker.checkCondition(expression, slots, source, diagnostics);
        }
        return diagnostics.errorCount() == before ? compile(expression, slots) : null;
    }

    /** A slot that carries data, with every field; null where it is absent or wrong. */
    @Nullable Evaluator data(@Nullable Node node, Slots slots) {
        Template template = template(node, slots);
        return template == null ? null : TemplateCompiler.compile(template, slots);
    }

    /** A body: fields whose value is one <code>${...}</code> that gives null are left out. */
    @Nullable Evaluator body(@Nullable Node node, Slots slots) {
        Template template = template(node, slots);
        return template == null ? null : BodyTemplate.compile(template, slots);
    }

    /** The pieces of a path; null where it is absent or wrong. */
    @Nullable PathTemplate path(@Nullable ScalarNode node, Slots slots) {
        Template template = node == null ? null : pathTemplate(node, slots);
        if (template == null) {
            return null;
        }
        List<PathTemplate.Piece> pieces = new ArrayList<>();
        switch (template) {
            case Template.Constant _ ->
                    pieces.add(new PathTemplate.Literal(node == null ? "" : node.text()));
            case Template.Single(Expression expression, _) -> pieces.add(hole(expression, slots));
            case Template.Interpolated interpolated -> {
                for (Template.Part part : interpolated.parts()) {
                    pieces.add(
                            switch (part) {
                                case Template.Part.Literal(String text) ->
                                        new PathTemplate.Literal(text);
                                case Template.Part.Hole(Expression expression) ->
                                        hole(expression, slots);
                            });
                }
            }
            case Template.Items _, Template.Fields _ ->
                    throw new IllegalStateException("a scalar is read as a collection");
        }
        return new PathTemplate(pieces);
    }

    private @Nullable Template pathTemplate(ScalarNode node, Slots slots) {
        int before = diagnostics.errorCount();
        Template template = TemplateParser.data(node, source, diagnostics);
        if (trust == Trust.PROJECT) {
            TemplateChecker.check(withoutLists(template, slots), slots, source, diagnostics);
        }
        return diagnostics.errorCount() == before ? template : null;
    }

    /** In a path a list is several segments; in any other text it would be a mistake. */
    private Template withoutLists(Template template, Slots slots) {
        if (!(template instanceof Template.Interpolated interpolated)) {
            return template;
        }
        List<Template.Part> others = new ArrayList<>(interpolated.parts());
        others.removeIf(
                part ->
                        part instanceof Template.Part.Hole(Expression expression)
                                && TypeChecker.check(expression, slots, source, new Diagnostics())
                                        instanceof Type.ListOf);
        return new Template.Interpolated(others, interpolated.scalar(), interpolated.span());
    }

    private PathTemplate.Piece hole(Expression expression, Slots slots) {
        return new PathTemplate.Hole(compile(expression, slots), expression.text());
    }

    private @Nullable Template template(@Nullable Node node, Slots slots) {
        if (node == null) {
            return null;
        }
        int before = diagnostics.errorCount();
        Template template = TemplateParser.data(node, source, diagnostics);
        if (trust == Trust.PROJECT) {
            TemplateChecker.check(template, slots, source, diagnostics);
        }
        return diagnostics.errorCount() == before ? template : null;
    }

    private Evaluator compile(Expression expression, Slots slots) {
        return ExpressionCompiler.compile(expression.tree(), slots);
    }

    /** Whether a condition holds; one that gives no boolean does not. */
    static boolean holds(dev.tocsin.value.Value value) {
        return value == BoolValue.TRUE;
    }
}
