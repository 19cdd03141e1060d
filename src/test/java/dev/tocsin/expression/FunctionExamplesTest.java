package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every function's example holds, and {@code docs/functions.md} is what the functions say. */
class FunctionExamplesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Functions.Group group : Functions.Group.values()) {
            names.addAll(group.names());
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("names")
    void theExampleGivesItsResult(String name) {
        Function function = function(name);
        assertEquals(name, function.name());
        assertEquals(function.exampleResult(), result(function.example()), function.example());
    }

    private static String result(String example) {
        SingleEvaluation.Outcome outcome = SingleEvaluation.evaluate(example, MapValue.EMPTY, NOW);
        return outcome instanceof SingleEvaluation.Evaluated(var value)
                ? Json.write(value)
                : outcome.toString();
    }

    static Map<String, MacroPage> macros() {
        Map<String, MacroPage> pages = new LinkedHashMap<>();
        for (Expr.Macro macro : Expr.Macro.values()) {
            pages.put(Macros.word(macro), MacroPage.of(macro));
        }
        pages.put("has", MacroPage.HAS);
        pages.put("cel.bind", MacroPage.BIND);
        return pages;
    }

    static List<String> macroNames() {
        return List.copyOf(macros().keySet());
    }

    @ParameterizedTest
    @MethodSource("macroNames")
    void theExampleOfAMacroGivesItsResult(String name) {
        MacroPage page = macros().get(name);
        assertNotNull(page, name);
        assertTrue(page.usage().contains(name + "("), page.usage());
        assertNotNull(ExpressionParser.parse(page.usage()).tree(), page.usage());
        assertEquals(page.exampleResult(), result(page.example()), page.example());
    }

    @Test
    void everyNameHasAPage() {
        for (String name : Functions.names()) {
            assertNotNull(FunctionPages.find(name), name);
        }
    }

    @Test
    void noNameIsThereTwice() {
        Set<String> seen = new HashSet<>();
        for (String name : Functions.names()) {
            assertEquals(true, seen.add(name), name);
        }
    }

    @Test
    void theReferenceIsUpToDate() {
        StringBuilder page = new StringBuilder();
        page.append("# Functions\n\n");
        page.append(
                "Each function can be called as `f(a, b)` or as `a.f(b)`; one with a dot in its ");
        page.append("name, like `math.abs`, as `math.abs(x)` only. ");
        page.append("This page is written by `FunctionExamplesTest`.\n");
        for (Functions.Group group : Functions.Group.values()) {
            page.append("\n## ").append(group.title()).append('\n');
            for (String name : group.names()) {
                Function function = function(name);
                page.append("\n### ").append(name).append("\n\n");
                page.append("`").append(function.signature()).append("`\n\n");
                page.append(function.summary()).append(".\n\n```\n");
                page.append(function.example()).append("  =>  ");
                page.append(function.exampleResult()).append("\n```\n");
            }
        }
        page.append("\n## Steps\n\nThe id is a quoted text, known before the run.\n\n");
        for (StepFunction function : StepFunction.values()) {
            page.append("- `").append(function.word()).append("(\"id\")`: ");
            page.append(function.summary()).append(".\n");
        }
        page.append("- `").append(FunctionPages.CALLBACK_USAGE).append("`: ");
        page.append(FunctionPages.CALLBACK).append(".\n");
        page.append("\n## Macros\n\nOver the items of a list or the keys of a map.\n\n");
        for (Map.Entry<String, MacroPage> macro : macros().entrySet()) {
            page.append("\n### ").append(macro.getKey()).append("\n\n");
            page.append("`").append(macro.getValue().usage()).append("`\n\n");
            page.append(macro.getValue().summary()).append(".\n\n```\n");
            page.append(macro.getValue().example()).append("  =>  ");
            page.append(macro.getValue().exampleResult()).append("\n```\n");
        }
        page.append("\n## Without escaping\n\n");
        page.append("- `").append(FunctionPages.RAW_USAGE).append("`: ");
        page.append(FunctionPages.RAW).append(".\n");
        Golden.check(Path.of("docs/functions.md"), page.toString());
    }

    private static Function function(String name) {
        Function function = Functions.find(name);
        assertNotNull(function, name);
        return function;
    }
}
