package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import java.util.Map;

/** Whatever expression is made up: we and {@code dev.cel} agree, or a departure says why not. */
class OracleTest {

    private static final CelType INTS = ListType.create(SimpleType.INT);

    private static final Map<String, CelType> TYPES =
            Map.ofEntries(
                    Map.entry("i", SimpleType.INT),
                    Map.entry("j", SimpleType.INT),
                    Map.entry("zero", SimpleType.INT),
                    Map.entry("d", SimpleType.DOUBLE),
                    Map.entry("half", SimpleType.DOUBLE),
                    Map.entry("s", SimpleType.STRING),
                    Map.entry("t", SimpleType.STRING),
                    Map.entry("u", SimpleType.STRING),
                    Map.entry("b", SimpleType.BOOL),
                    Map.entry("li", INTS),
                    Map.entry("ls", ListType.create(SimpleType.STRING)),
                    Map.entry("lr", ListType.create(SimpleType.DOUBLE)),
                    Map.entry("nested", ListType.create(INTS)),
                    Map.entry("m", MapType.create(SimpleType.STRING, SimpleType.INT)),
                    Map.entry("empty", MapType.create(SimpleType.STRING, SimpleType.INT)));

    private final MapValue variables = variables();
    private final CelOracle oracle = new CelOracle(TYPES, variables);

    /** Most must have a value, or the comparison would say little. */
    @Property(seed = "20261121", tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void weAgreeOrSayWhyNot(@ForAll("expressions") String expression) {
        String cel = oracle.answer(expression);
        String ours = Departures.ours(expression, variables);
        if (!Departures.agree(cel, ours)) {
            assertNotNull(
                    Departures.explain(expression, cel, ours),
                    () -> expression + "\n  cel:  " + cel + "\n  ours: " + ours);
        }
        Statistics.label("outcome")
                .collect(Departures.isError(ours) ? "error" : "value")
                .coverage(coverage -> coverage.check("value").percentage(share -> share > 60));
    }

    @Provide
    Arbitrary<String> expressions() {
        return TypedExpressions.any(3);
    }

    private static MapValue variables() {
        try {
            return (MapValue) Json.parse(TypedExpressions.VARIABLES);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
