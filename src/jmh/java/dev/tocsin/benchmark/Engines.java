package dev.tocsin.benchmark;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.MapNode;
import dev.tocsin.expression.Environment;
import dev.tocsin.expression.Evaluation;
import dev.tocsin.expression.Evaluator;
import dev.tocsin.expression.Scope;
import dev.tocsin.expression.Template;
import dev.tocsin.expression.TemplateChecker;
import dev.tocsin.expression.TemplateCompiler;
import dev.tocsin.expression.TemplateParser;
import dev.tocsin.schema.Type;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.Value;

import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Each engine with one expression compiled and the event in the engine's own form; what a call
 * returns is the result in that form, and {@link #json} makes them comparable.
 */
final class Engines {

    private Engines() {}

    static Callable<Object> tocsin(ExpressionKind kind, String event) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        String yaml = "value: |-\n  " + kind.template().replace("\n", "\n  ") + "\n";
        SourceText source = SourceText.of("benchmark.yaml", yaml);
        Document document = DocumentParser.parse(source, diagnostics);
        if (document == null || !(document.root() instanceof MapNode map)) {
            throw new IllegalStateException("not readable: " + diagnostics.sorted());
        }
        Template template =
                TemplateParser.data(map.entries().getFirst().value(), source, diagnostics);
        Environment names = new EventOnly();
        TemplateChecker.check(template, names, source, diagnostics);
        if (diagnostics.hasErrors()) {
            throw new IllegalStateException("has mistakes: " + diagnostics.sorted());
        }
        Evaluator evaluator = TemplateCompiler.compile(template, names);
        Scope scope = new Scope(1, null);
        scope.set(0, Json.parse(event));
        Evaluation evaluation = new Evaluation(1, Long.MAX_VALUE);
        return () -> {
            evaluation.restart(Instant.EPOCH);
            return evaluator.evaluate(scope, evaluation);
        };
    }

    /**
     * @param planned with the runtime that plans programs, else with the one that walks trees
     */
    static Callable<Object> cel(ExpressionKind kind, Map<String, Object> event, boolean planned)
            throws Exception {
        Cel cel =
                (planned ? CelFactory.plannerCelBuilder() : CelFactory.legacyCelBuilder())
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addVar("event", MapType.create(SimpleType.STRING, SimpleType.DYN))
                        .build();
        CelRuntime.Program program = cel.createProgram(cel.compile(kind.cel()).getAst());
        Map<String, Object> variables = Map.of("event", event);
        return () -> program.eval(variables);
    }

    static Callable<Object> jq(ExpressionKind kind, String event) throws Exception {
        var root = net.thisptr.jackson.jq.Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, root);
        JsonQuery query = JsonQuery.compile(kind.jq(), Versions.JQ_1_7);
        JsonNode node = new ObjectMapper().readTree(event);
        JsonNode[] last = new JsonNode[1];
        return () -> {
            query.apply(root, node, out -> last[0] = out);
            return last[0];
        };
    }

    static Callable<Object> jsonata(ExpressionKind kind, Map<String, Object> event) {
        Jsonata expression = Jsonata.jsonata(kind.jsonata());
        return () -> expression.evaluate(event);
    }

    /** A result of any engine as canonical JSON. */
    static String json(Object result) throws Exception {
        return result instanceof Value value
                ? Json.write(value)
                : new ObjectMapper().writeValueAsString(result);
    }

    /** The one name that the expressions use; nothing is known of it, as for the others. */
    private static final class EventOnly implements Environment {

        @Override
        public Binding lookup(String name) {
            return name.equals("event") ? new Variable(Type.ANY, 0, 0) : null;
        }

        @Override
        public Collection<String> names() {
            return List.of("event");
        }

        @Override
        public StepBinding step(String id) {
            return null;
        }

        @Override
        public Collection<String> stepIds() {
            return List.of();
        }
    }
}
