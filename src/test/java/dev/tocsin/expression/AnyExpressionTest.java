package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.Instant;

/** What holds for every text: reading never throws, evaluating gives a value or an error. */
class AnyExpressionTest {

    private static final String VARIABLES =
            "{\"a\": 1, \"b\": [1, 2.5, \"x\", null, {\"a\": 1}], \"c\": {\"a\": \"t\"},"
                    + " \"d\": null, \"e\": \"2026-01-01T00:00:00Z\", \"f\": true}";

    @Property(seed = "20261121", tries = 2000)
    void anyTextParsesOrHasOneFaultWithinIt(@ForAll String text) {
        holds(text);
    }

    @Property(seed = "20261121", tries = 3000)
    void anySequenceOfTokensParsesOrHasOneFaultWithinIt(@ForAll("tokens") String text) {
        holds(text);
    }

    @Property(seed = "20261121", tries = 2000)
    void whatIsPrintedParsesToTheSame(@ForAll("expressions") String text) {
        Expr tree = ExpressionParser.parse(text).tree();
        assertNotNull(tree, text);
        String printed = ExprPrinter.print(tree);
        Expr again = ExpressionParser.parse(printed).tree();
        assertNotNull(again, printed);
        assertEquals(printed, ExprPrinter.print(again));
        assertEquals(shape(tree), shape(again));
        assertEquals(outcome(text), outcome(printed), printed);
    }

    @Property(seed = "20261121", tries = 2000)
    void anyExpressionHasAValueOrAnError(@ForAll("expressions") String text) {
        assertTrue(!outcome(text).isEmpty());
    }

    @Property(seed = "20261121", tries = 1000)
    void anyLineHasOneAnswer(@ForAll String line) throws JsonException {
        String answer = new BatchEvaluation(Instant.EPOCH).answer(line);
        assertTrue(answer.indexOf('\n') < 0, answer);
        assertNotNull(((MapValue) Json.parse(answer)).get("error"));
    }

    /** A tree without its places in the text. */
    private static String shape(Expr tree) {
        String own =
                switch (tree) {
                    case Expr.Literal literal -> Json.write(literal.value());
                    case Expr.Name name -> name.absolute() + name.name();
                    case Expr.Select select -> select.field() + select.safe();
                    case Expr.Index index -> "" + index.safe();
                    case Expr.Call call -> call.function() + (call.target() == null);
                    case Expr.Unary unary -> unary.operator().symbol();
                    case Expr.Binary binary -> binary.operator().symbol();
                    case Expr.Comprehension macro ->
                            macro.macro().name()
                                    + macro.variable()
                                    + macro.second()
                                    + (macro.filter() == null);
                    case Expr.Bind bind -> bind.variable();
                    case Expr.Conditional _, Expr.ListLiteral _, Expr.MapLiteral _, Expr.Has _ ->
                            "";
                };
        StringBuilder out = new StringBuilder(tree.getClass().getSimpleName()).append(own);
        for (Expr part : Parts.of(tree)) {
            out.append('(').append(shape(part)).append(')');
        }
        return out.toString();
    }

    private static void holds(String text) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(text);
        assertEquals(parsed.tree() == null ? 1 : 0, parsed.faults().size());
        for (Fault fault : parsed.faults()) {
            assertTrue(
                    0 <= fault.start()
                            && fault.start() <= fault.end()
                            && fault.end() <= text.length(),
                    fault.toString());
        }
        outcome(text);
    }

    private static String outcome(String text) {
        try {
            MapValue variables = (MapValue) Json.parse(VARIABLES);
            return switch (SingleEvaluation.evaluate(text, variables, Instant.EPOCH)) {
                case SingleEvaluation.Evaluated(var value) -> Json.write(value);
                case SingleEvaluation.Failed(var error) -> error.kind().word() + error.text();
                case SingleEvaluation.Faulty(var faults) -> faults.getFirst().message();
            };
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "1",
                        "2.5",
                        "'x'",
                        "\"",
                        "r'",
                        "b'",
                        "(",
                        ")",
                        "[",
                        "]",
                        "{",
                        "}",
                        ".",
                        "?.",
                        "?",
                        "??",
                        ":",
                        ",",
                        "==",
                        "!=",
                        "<",
                        "in",
                        "&&",
                        "||",
                        "!",
                        "-",
                        "+",
                        "*",
                        "/",
                        "%",
                        " ",
                        "has",
                        "map",
                        "size",
                        "null",
                        "true",
                        "//",
                        "`",
                        "${",
                        "=",
                        "and",
                        "0x",
                        "1e",
                        "\\",
                        "'''",
                        "1u",
                        "cel.bind(",
                        "math.abs(",
                        ".all(x, y, ",
                        ".sortBy(x, ",
                        ".groupBy(",
                        ".find(x, ",
                        "optional.of(",
                        "lists",
                        ".transformMap(k, v, ")
                .list()
                .ofMaxSize(20)
                .map(words -> String.join("", words));
    }

    /** Expressions up to four levels deep, far below the bound on nesting. */
    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> leaf =
                Arbitraries.of(
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "f",
                        "0",
                        "1",
                        "-1",
                        "2.5",
                        "9223372036854775807",
                        "'x'",
                        "\"q\\\"\"",
                        "b'y'",
                        "true",
                        "null",
                        "[]",
                        "{}",
                        "b[0]",
                        "c.a",
                        "c?.z",
                        "has(c.a)",
                        "duration('1h')",
                        "18446744073709551615u",
                        ".a",
                        "timestamp(e)",
                        "now()");
        Arbitrary<String> level = leaf;
        for (int depth = 0; depth < 4; depth++) {
            level = Arbitraries.oneOf(leaf, larger(level), binary(level), binary(level));
        }
        return level;
    }

    private static Arbitrary<String> larger(Arbitrary<String> inner) {
        Arbitrary<String> shape =
                Arbitraries.of(
                        "!(#)",
                        "-(#)",
                        "[#, 1]",
                        "{'k': #}",
                        "(#).size()",
                        "string(#)",
                        "toJson(#)",
                        "b.map(y, #)",
                        "b.exists(a, #)",
                        "b.all(i, y, #)",
                        "b.existsOne(i, y, # == i)",
                        "b.transformList(i, y, #)",
                        "b.transformList(i, y, y == #, i)",
                        "c.transformMap(k, v, #)",
                        "c.transformMapEntry(k, v, {v: #})",
                        "b.sortBy(y, #)",
                        "b.find(y, #)",
                        "b.groupBy(y, #)",
                        "[c, {'a': #}].groupBy('a')",
                        "[c, {'a': #}].indexBy('a')",
                        "(#).sortBy(\"q`\\\"\")",
                        "cel.bind(y, #, [y, .a, y])",
                        "math.greatest(#, 1)",
                        "type(#)",
                        "has(c.`a-b`) || #",
                        "'%s'.format([#])",
                        "(#).filter(y, y == a)",
                        "(#)?.a",
                        "(#)[0]",
                        "f ? # : d");
        return Combinators.combine(shape, inner).as((around, text) -> around.replace("#", text));
    }

    private static Arbitrary<String> binary(Arbitrary<String> inner) {
        Arbitrary<String> operator =
                Arbitraries.of(
                        "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||",
                        "??");
        return Combinators.combine(inner, operator, inner)
                .as((left, sign, right) -> "(" + left + ") " + sign + " " + right);
    }
}
