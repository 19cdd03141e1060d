package dev.tocsin.expression;

import dev.tocsin.diagnostic.Code;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Note;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Finds texts like {@code steps.alert.title} that were surely meant as <code>${steps.alert.title}
 * </code>: they read as an expression that selects something below a name in scope. A lone word is
 * left alone, because {@code alert} is an English word too.
 */
public final class MissingBraces {

    private MissingBraces() {}

    /** Warns about each such text in {@code template}. */
    public static void check(
            Template template,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        switch (template) {
            case Template.Constant constant -> constant(constant, environment, source, diagnostics);
            case Template.Items(List<Template> items, _) -> {
                for (Template item : items) {
                    check(item, environment, source, diagnostics);
                }
            }
            case Template.Fields(List<Template.Field> fields, _) -> {
                for (Template.Field field : fields) {
                    check(field.value(), environment, source, diagnostics);
                }
            }
            case Template.Single _, Template.Interpolated _ -> {}
        }
    }

    /** Whether a constant must keep its own place, so that this check can point at it. */
    static boolean mayLack(Template.Constant constant) {
        return constant.value() instanceof StringValue(String text) && parse(meant(text)) != null;
    }

    private static void constant(
            Template.Constant constant,
            Environment environment,
            SourceText source,
            Diagnostics diagnostics) {
        if (!(constant.value() instanceof StringValue(String text))) {
            return;
        }
        String written = text.strip();
        String meant = meant(written);
        Expr tree = parse(meant);
        if (tree == null || !rootsInScope(tree, environment)) {
            return;
        }
        diagnostics.report(
                Code.MISSING_BRACES,
                source,
                constant.span(),
                "this is the text `" + Excerpt.of(written) + "`, not its value",
                Note.help("write `${" + Excerpt.of(meant) + "}` for the value"));
    }

    /** What {@code {{ x }}} and {@code $x} of other tools would be about. */
    private static String meant(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{{") && stripped.endsWith("}}") && stripped.length() > 4) {
            return stripped.substring(2, stripped.length() - 2).strip();
        }
        return stripped.startsWith("$") ? stripped.substring(1) : stripped;
    }

    /** The tree of a text that reads as an expression below a name, or null. */
    private static @Nullable Expr parse(String text) {
        // Most texts are words; the parser sees only those that could select something.
        if (text.isEmpty()
                || text.length() > 200
                || !ExpressionLexer.isNameStart(text.charAt(0))
                || text.indexOf('.') < 0 && text.indexOf('[') < 0) {
            return null;
        }
        Expr tree = ExpressionParser.parse(text).tree();
        return tree != null && selects(tree) ? tree : null;
    }

    private static boolean selects(Expr tree) {
        return switch (tree) {
            case Expr.Select select ->
                    select.target() instanceof Expr.Name || selects(select.target());
            case Expr.Index index -> index.target() instanceof Expr.Name || selects(index.target());
            case Expr.Call call -> call.target() != null && selects(call.target());
            case Expr.Binary binary -> selects(binary.left()) || selects(binary.right());
            case Expr.Conditional conditional -> selects(conditional.condition());
            case Expr.Unary unary -> selects(unary.operand());
            case Expr.Comprehension comprehension -> selects(comprehension.range());
            case Expr.Literal _,
                    Expr.Name _,
                    Expr.ListLiteral _,
                    Expr.MapLiteral _,
                    Expr.Bind _,
                    Expr.Has _ ->
                    false;
        };
    }

    /** Whether the first name of each part is one that the playbook knows here. */
    private static boolean rootsInScope(Expr tree, Environment environment) {
        return switch (tree) {
            case Expr.Name name -> environment.lookup(name.name()) != null;
            case Expr.Select select -> rootsInScope(select.target(), environment);
            case Expr.Index index -> rootsInScope(index.target(), environment);
            case Expr.Call call ->
                    call.target() != null && rootsInScope(call.target(), environment);
            case Expr.Binary binary ->
                    rootsInScope(binary.left(), environment)
                            && rootsInScope(binary.right(), environment);
            case Expr.Conditional conditional -> rootsInScope(conditional.condition(), environment);
            case Expr.Unary unary -> rootsInScope(unary.operand(), environment);
            case Expr.Comprehension comprehension ->
                    rootsInScope(comprehension.range(), environment);
            case Expr.Literal _ -> true;
            case Expr.ListLiteral _, Expr.MapLiteral _, Expr.Bind _, Expr.Has _ -> false;
        };
    }
}
