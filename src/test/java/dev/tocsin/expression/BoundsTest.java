package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.IntValue;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** No expression is too much: depth, length, steps and size all end in an error. */
class BoundsTest {

    @Test
    void nestingHasABound() {
        assertFaulty("(".repeat(101) + "1" + ")".repeat(101), "nested");
        assertEquals(IntValue.of(1), value("(".repeat(99) + "1" + ")".repeat(99)));
        assertFaulty("[".repeat(60_000), "nested");
        assertFaulty("!".repeat(60_000), "nested");
        assertFaulty("-".repeat(60_000), "nested");
        assertFaulty("a ? ".repeat(15_000), "nested");
        assertFaulty("a ?? ".repeat(12_000), "nested");
    }

    @Test
    void chainsHaveABound() {
        assertEquals(IntValue.of(400), value("1" + " + 1".repeat(399)));
        assertFaulty("1" + " + 1".repeat(10_000), "chain");
        assertFaulty("a" + ".b".repeat(10_000), "chain");
        assertFaulty("a" + "[0]".repeat(10_000), "chain");
        assertFaulty("a" + ".trim()".repeat(5_000), "chain");
    }

    @Test
    void lengthHasABound() {
        assertFaulty("\"" + "x".repeat(70_000) + "\"", "characters");
    }

    @Test
    void macrosWithinMacrosAreCheckedInLinearTime() {
        assertEquals(IntValue.of(1), value("cel.bind(x, ".repeat(90) + "1" + ", x)".repeat(90)));
        assertEquals(
                MapValue.EMPTY,
                value("{}.transformMapEntry(k, v, {\"a\": ".repeat(40) + "1" + "})".repeat(40)));
        assertFaulty("cel.bind(x, ".repeat(101) + "1" + ", x)".repeat(101), "nested");
    }

    @Test
    void nestedMembershipIsCheckedInLinearTime() {
        assertEquals(
                dev.tocsin.value.BoolValue.FALSE,
                value("1 in [".repeat(90) + "1" + "]".repeat(90)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l.map(a, l.map(b, l.map(c, l.map(d, 1))))",
                "l.map(a, l.map(b, l.map(c, l.all(d, l == l))))",
                "l.all(a, l.all(b, l.all(c, l.all(d, true))))",
                "l.map(a, t + t + t + t).join().replace(\"x\", t)",
                "t.replace(\"x\", t)",
                "l.map(x, t).join(t)",
                "t.split(\"\").map(a, t)",
                "lists.range(1000000000)",
                "lists.range(900000).map(a, lists.range(900000))",
                "l.transformList(i, a, l.transformList(j, b, l.all(k, c, l.exists(d, d < 0))))",
                "l.sortBy(a, size(l.sortBy(b, size(l.sortBy(c, size(l.sortBy(d, -d)))))))",
                "l.map(a, l).map(a, l.map(b, l)).map(a, l.map(b, l.map(c, l))).flatten(9)",
                "\"%.16777217f\".format([1.5])",
                "\"%.999999999999999f\".format([1])",
                "l.map(a, \"%.9000000e\".format([1.5]))",
                "\"%s%s\".format([l.map(a, t), l.map(a, t)])",
                "t.replace(\"\", t)",
                "regex.replace(t, \"\", t)",
                "l.map(a, regex.replace(t, \"(x)\", \"<\\\\1\\\\1\\\\1>\"))",
                "l.map(a, regex.extractAll(t, \"x\"))",
                "l.map(a, strings.quote(t))",
                "l.map(a, t.reverse())",
                "cel.bind(a, t + t, cel.bind(b, a + a, cel.bind(c, b + b, cel.bind(d, c + c,"
                        + " cel.bind(e, d + d, cel.bind(f, e + e, cel.bind(g, f + f,"
                        + " cel.bind(h, g + g, cel.bind(i, h + h, i + i)))))))))",
                "cel.bind(a, [l, l, l], cel.bind(b, [a, a, a], cel.bind(c, [b, b, b],"
                        + " cel.bind(d, [c, c, c], cel.bind(e, [d, d, d], cel.bind(f, [e, e, e],"
                        + " cel.bind(g, [f, f, f], cel.bind(h, [g, g, g], cel.bind(i, [h, h, h],"
                        + " cel.bind(j, [i, i, i], j == [i, i, i]))))))))))",
            })
    void workAndSizeHaveABound(String text) {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(IntValue.of(i));
        }
        MapValue variables =
                MapValue.builder()
                        .put("l", new ListValue(items))
                        .put("t", new StringValue("x".repeat(60_000)))
                        .build();
        SingleEvaluation.Outcome outcome =
                SingleEvaluation.evaluate(text, variables, Instant.EPOCH);
        SingleEvaluation.Failed failed =
                assertInstanceOf(SingleEvaluation.Failed.class, outcome, () -> text);
        assertEquals(ErrorKind.LIMIT, failed.error().kind(), failed.error().text());
    }

    @Test
    void setsStayLinearUnderChosenCollisions() {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            items.add(new StringValue(text.toString()));
        }
        MapValue variables = MapValue.of("l", new ListValue(items));
        SingleEvaluation.Outcome outcome =
                SingleEvaluation.evaluate("size(l.distinct())", variables, Instant.EPOCH);
        assertEquals(new SingleEvaluation.Evaluated(IntValue.of(1 << 16)), outcome);
    }

    private static void assertFaulty(String text, String part) {
        SingleEvaluation.Outcome outcome =
                SingleEvaluation.evaluate(text, MapValue.EMPTY, Instant.EPOCH);
        SingleEvaluation.Faulty faulty =
                assertInstanceOf(SingleEvaluation.Faulty.class, outcome, part);
        String message = faulty.faults().getFirst().message();
        assertTrue(message.contains(part), message);
    }

    private static Value value(String text) {
        return assertInstanceOf(
                        SingleEvaluation.Evaluated.class,
                        SingleEvaluation.evaluate(text, MapValue.EMPTY, Instant.EPOCH),
                        text)
                .value();
    }
}
