package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.schema.Type;
import dev.tocsin.schema.TypeNames;
import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.UnknownValue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Each key of {@code golden/templates/<name>.yaml} is a slot: {@code if...} decides, others carry
 * data. The file beside it shows the type and value of each slot, then all diagnostics.
 */
class GoldenTemplateTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/templates");

    @ParameterizedTest
    @ValueSource(strings = {"values", "mistakes"})
    void eachSlotIsReadAsShown(String name) throws IOException, JsonException {
        SourceText source =
                SourceText.of(name + ".yaml", Files.readString(FOLDER.resolve(name + ".yaml")));
        Diagnostics diagnostics = new Diagnostics();
        Document document = DocumentParser.parse(source, diagnostics);
        assertNotNull(document, name);
        StringBuilder actual = new StringBuilder();
        for (MapNode.Entry entry : ((MapNode) document.root()).entries()) {
            Diagnostics ofSlot = new Diagnostics();
            actual.append(entry.key()).append(": ");
            actual.append(slot(entry, source, ofSlot)).append('\n');
            ofSlot.sorted().forEach(diagnostics::add);
        }
        actual.append('\n').append(new TextRenderer(Colour.OFF).render(diagnostics.sorted()));
        Golden.check(FOLDER.resolve(name + ".expected.txt"), actual.toString());
    }

    private static String slot(MapNode.Entry entry, SourceText source, Diagnostics diagnostics)
            throws JsonException {
        Environment environment = new FakeEnvironment();
        if (entry.key().text().startsWith("if")) {
            Expression decision =
                    TemplateParser.decision((ScalarNode) entry.value(), source, diagnostics);
            if (decision == null) {
                return "(faulty)";
            }
            TypeChecker.checkCondition(decision, environment, source, diagnostics);
            return diagnostics.hasErrors()
                    ? "(faulty)"
                    : run(ExpressionCompiler.compile(decision, environment), source);
        }
        Template template = TemplateParser.data(entry.value(), source, diagnostics);
        Type type = TemplateChecker.check(template, environment, source, diagnostics);
        return diagnostics.hasErrors()
                ? "(faulty)"
                : TypeNames.of(type)
                        + " = "
                        + run(TemplateCompiler.compile(template, environment), source);
    }

    private static String run(Evaluator evaluator, SourceText source) throws JsonException {
        Scope outer = new Scope(FakeEnvironment.SLOTS, null);
        outer.set(4, Json.parse("{\"name\": \"dc-1\", \"risk\": \"High\"}"));
        Scope scope = new Scope(FakeEnvironment.SLOTS, outer);
        scope.set(0, Json.parse("{\"n\": 7, \"none\": null, \"list\": [1], \"text\": \"}\"}"));
        scope.set(
                1,
                Json.parse(
                        "{\"id\": \"a1\", \"severity\": \"High\", \"title\": \"Ransom\","
                                + " \"machines\": [], \"score\": 0.5}"));
        scope.set(2, new UnknownValue("steps.scans"));
        scope.set(5, Json.parse("\"succeeded\""));
        scope.set(8, Json.parse("\"failed\""));
        try {
            return Json.write(evaluator.evaluate(scope, new Evaluation(0, 1000)));
        } catch (EvaluationException e) {
            Span span = e.span();
            assertNotNull(span, "an error of a template has a place");
            return "error at `" + source.slice(span) + "`: " + e.text();
        }
    }
}
