package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.host.AnswerBook;
import dev.tocsin.host.GoldenRun;
import dev.tocsin.host.Plan;
import dev.tocsin.host.Rehearsal;
import dev.tocsin.host.RehearsalOptions;
import dev.tocsin.schema.Schema;
import dev.tocsin.schema.ValueCheck;
import dev.tocsin.testing.Golden;
import dev.tocsin.testing.TestPlaybook;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Plans of playbooks whose conditions are undecided; and what is published about JSON output. */
final class GoldenPlanTest {

    private static final Path PLANS = Path.of("src/test/resources/golden/plan");

    static List<Path> plans() {
        return GoldenRun.folders(PLANS);
    }

    static List<Path> all() {
        return Stream.concat(plans().stream(), GoldenRun.folders().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void plansAsRecorded(Path folder) throws Exception {
        Golden.check(folder.resolve("plan.txt"), PlanText.of(plan(folder)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void plansFitTheirSchema(Path folder) throws Exception {
        Value printed = Json.parse(Json.write(PlanJson.of(plan(folder), List.of())));
        assertEquals(List.of(), check("plan").check(printed));
    }

    static List<Path> runs() {
        return GoldenRun.folders();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void recordsFitTheirSchema(Path folder) throws Exception {
        MapValue record = GoldenRun.load(folder).run().record().toValue();
        Value printed = Json.parse(Json.write(record));
        assertEquals(List.of(), check("run-record").check(printed));
    }

    private static Plan plan(Path folder) throws InterruptedException {
        GoldenRun golden = GoldenRun.load(folder);
        return Rehearsal.rehearse(
                golden.program(),
                golden.facts(),
                RehearsalOptions.withoutReads(
                        MapValue.EMPTY, new AnswerBook("tester"), TestPlaybook.START));
    }

    private static ValueCheck check(String schema) throws Exception {
        String text = Files.readString(Path.of("schema", schema + ".schema.json"));
        return ValueCheck.of(new Schema((MapValue) Json.parse(text)));
    }
}
