package dev.tocsin.expression;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Each departure has an example on which we and CEL do differ, and a row in the documentation. */
class DeparturesTest {

    private static final String VARIABLES =
            "{\"event\": {\"title\": \"x\"}, \"nothing\": null, \"flag\": true, \"const\": 1}";

    @ParameterizedTest
    @EnumSource
    void theExampleShowsTheDifference(Departure departure) throws JsonException {
        assertFalse(Departures.agree(cel(departure), ours(departure)), ours(departure));
    }

    @Test
    void theDocumentationIsUpToDate() throws JsonException {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # Where Tocsin departs from CEL

                Expressions follow CEL ([cel-spec](https://github.com/google/cel-spec)), with the departures below and no others:
                generated expressions are compared with `dev.cel`, and 1,500 cases of cel-spec's own tests stand in
                `src/test/resources/golden/cel`; a difference that none of these rows explains fails the build. This page is
                written by `DeparturesTest`, which evaluates each example both here and in CEL, with `event.title` being `"x"`,
                `nothing` null, `flag` true and `const` 1.

                """);
        page.append("| Departure | Example | Here | In CEL | Why |\n|---|---|---|---|---|\n");
        for (Departure departure : Departure.values()) {
            String name = departure.name().toLowerCase(Locale.ROOT).replace('_', '-');
            page.append("| ").append(name);
            page.append(" | ").append(code(departure.example()));
            page.append(" | ").append(shown(ours(departure)));
            page.append(" | ").append(shown(cel(departure)));
            page.append(" | ").append(departure.reason().replace("|", "\\|")).append(" |\n");
        }
        page.append(
                """

                Beyond the table: numbers beyond 64 bits that JSON carries are exact and only comparable. What CEL calls
                unknown exists in rehearsals only. Nesting, length and work have bounds ([limits](language.md#limits)).
                Names are checked against the playbook before a run, so what CEL would only find at run time is a finding.
                """);
        Golden.check(Path.of("docs/cel-departures.md"), page.toString());
    }

    private static String shown(String answer) {
        return Departures.isError(answer) ? "error" : code(answer);
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String ours(Departure departure) throws JsonException {
        return Departures.ours(departure.example(), (MapValue) Json.parse(VARIABLES));
    }

    private static String cel(Departure departure) throws JsonException {
        return new CelOracle(Map.of(), (MapValue) Json.parse(VARIABLES))
                .answer(departure.example());
    }
}
