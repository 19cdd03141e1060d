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
                "toJson(l.map(x, l.map(y, t)))",
                "l.map(x, l.map(y, t))",
                "[t].map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x])"
                        + ".map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x])"
                        + ".map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x])",
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
