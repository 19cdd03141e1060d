package dev.tocsin.expression;

import dev.tocsin.diagnostic.Suggestion;
import dev.tocsin.schema.Type;

import org.jspecify.annotations.Nullable;

/** What people read about functions and macros: made from their declarations. */
public final class FunctionPages {

    static final String CALLBACK_USAGE = CallbackUrls.FUNCTION + "(\"id\")";
    static final String CALLBACK =
            "The URL that takes the body which a `waitFor: callback` of that id waits for";

    static final String RAW_USAGE = SecretCalls.RAW + "(x, \"why this is safe\")";
    static final String RAW =
            "The value as it is where an input with `x-syntax` would escape it; listed with its"
                    + " reason";

    private FunctionPages() {}

    /** Signature, summary and example of one function or macro; null where there is none. */
    public static @Nullable String find(String name) {
        Function function = Functions.find(name);
        if (function != null) {
            return page(function);
        }
        StepFunction ofSteps = StepFunction.of(name);
        if (ofSteps != null) {
            return page(name + "(\"id\")", ofSteps.summary());
        }
        if (name.equals("has")) {
            return page(MacroPage.HAS);
        }
        if (name.equals("cel.bind")) {
            return page(MacroPage.BIND);
        }
        if (name.equals(SecretCalls.RAW)) {
            return page(RAW_USAGE, RAW);
        }
        if (name.equals(CallbackUrls.FUNCTION)) {
            return page(CALLBACK_USAGE, CALLBACK);
        }
        Expr.Macro macro = Macros.macro(name);
        return macro == null ? null : page(MacroPage.of(macro));
    }

    /** The name that a misspelt one is closest to, or null. */
    public static @Nullable String closest(String name) {
        return Suggestion.closest(name, Functions.names());
    }

    /** All names, by group, a summary behind each. */
    public static String list() {
        StringBuilder out = new StringBuilder();
        for (Functions.Group group : Functions.Group.values()) {
            out.append(out.isEmpty() ? "" : "\n").append(group.title()).append('\n');
            for (String name : group.names()) {
                Function function = Functions.find(name);
                if (function == null) {
                    throw new IllegalStateException("`" + name + "` is a function");
                }
                line(name, function.summary(), out);
            }
        }
        out.append("\nSteps\n");
        for (StepFunction function : StepFunction.values()) {
            line(function.word(), function.summary(), out);
        }
        line(CallbackUrls.FUNCTION, CALLBACK, out);
        out.append("\nMacros\n");
        for (Expr.Macro macro : Expr.Macro.values()) {
            line(Macros.word(macro), MacroPage.of(macro).summary(), out);
        }
        line("has", MacroPage.HAS.summary(), out);
        line("cel.bind", MacroPage.BIND.summary(), out);
        line(SecretCalls.RAW, RAW, out);
        return out.toString();
    }

    private static void line(String name, String summary, StringBuilder out) {
        out.append("  ").append(name).append(" ".repeat(Math.max(1, 24 - name.length())));
        out.append(Character.toUpperCase(summary.charAt(0))).append(summary.substring(1));
        out.append('\n');
    }

    private static String page(String usage, String summary) {
        return usage + "\n\n" + sentence(summary) + "\n";
    }

    private static String page(Function function) {
        StringBuilder out = new StringBuilder(function.signature());
        if (function.result() instanceof Function.Always(Type type)) {
            out.append(": ").append(Types.name(type));
        }
        out.append("\n\n").append(sentence(function.summary()));
        return example(out, function.example(), function.exampleResult());
    }

    private static String page(MacroPage macro) {
        StringBuilder out = new StringBuilder(macro.usage());
        out.append("\n\n").append(sentence(macro.summary()));
        return example(out, macro.example(), macro.exampleResult());
    }

    private static String example(StringBuilder out, String expression, String json) {
        return out.append("\n\n  ").append(expression).append("\n  => ").append(json) + "\n";
    }

    private static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }
}
