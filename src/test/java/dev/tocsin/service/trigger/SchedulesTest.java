package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tocsin.diagnostic.Profile;
import dev.tocsin.store.RunStatus;
import dev.tocsin.value.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Times that come, that were missed, and that come once over restarts. */
final class SchedulesTest {

    @TempDir private Path folder;

    private static final String NIGHTLY =
            """
            playbook: nightly
            on:
              - schedule: { cron: "30 10 * * *", zone: UTC%s }
            inputs:
              depth: { type: integer%s }
            steps:
              - log: ${inputs.depth} ${event.since ?? "first"}
            """;

    private TriggerFixture fixture(String playbook) throws Exception {
        Path project = folder.resolve("project");
        Files.createDirectories(project.resolve("playbooks"));
        Files.writeString(project.resolve("playbooks/nightly.yaml"), playbook);
        return new TriggerFixture(folder.resolve("tocsin.db"), project, null);
    }

    private static Schedules schedules(TriggerFixture fixture) {
        return new Schedules(
                fixture.store,
                () -> fixture.generation,
                fixture.starter,
                Pace.USUAL,
                (event, details) -> fixture.warnings.add(event + " " + Json.write(details)),
                fixture.clock);
    }

    private static List<String> events(TriggerFixture fixture) {
        List<String> events = new ArrayList<>();
        fixture.runs.created.values().forEach(run -> events.add(Json.write(run.facts().event())));
        events.sort(null);
        return events;
    }

    @Test
    void eachTimeStartsOneRunAndKnowsTheLastThatSucceeded() throws Exception {
        try (TriggerFixture fixture = fixture(NIGHTLY.formatted("", ", default: 1"))) {
            Schedules schedules = schedules(fixture);
            schedules.tick();
            assertEquals(Instant.parse("2026-03-02T10:30:00Z"), schedules.nextDue());
            fixture.clock.advance(Duration.ofMinutes(90));
            schedules.tick();
            schedules.tick();
            assertEquals(
                    List.of("{\"scheduledAt\":\"2026-03-02T10:30:00Z\",\"since\":null}"),
                    events(fixture));
            fixture.runs.end(fixture.store, fixture.runs.begun.getFirst(), RunStatus.SUCCEEDED);
            fixture.clock.advance(Duration.ofDays(1));
            schedules.tick();
            fixture.runs.end(fixture.store, fixture.runs.begun.getLast(), RunStatus.FAILED);
            fixture.clock.advance(Duration.ofDays(1));
            schedules.tick();
            String first = "\"since\":\"2026-03-02T10:30:00Z\"}";
            assertEquals(
                    List.of(
                            "{\"scheduledAt\":\"2026-03-02T10:30:00Z\",\"since\":null}",
                            "{\"scheduledAt\":\"2026-03-03T10:30:00Z\"," + first,
                            "{\"scheduledAt\":\"2026-03-04T10:30:00Z\"," + first),
                    events(fixture));
        }
    }

    @Test
    void aServiceThatWasDownMakesUpForTheLatestTime() throws Exception {
        try (TriggerFixture fixture = fixture(NIGHTLY.formatted("", ", default: 1"))) {
            schedules(fixture).tick();
            fixture.clock.advance(Duration.ofDays(3));
            schedules(fixture).tick();
            // As if the process had died before it looked again: the time is done with all the
            // same.
            schedules(fixture).tick();
            assertEquals(
                    List.of("{\"scheduledAt\":\"2026-03-04T10:30:00Z\",\"since\":null}"),
                    events(fixture));
            assertEquals(
                    List.of(
                            "schedule.missed {\"playbook\":\"nightly\",\"trigger\":\"schedule\","
                                    + "\"times\":2,\"made up for\":1}"),
                    fixture.warnings);
        }
    }

    @Test
    void aTimeWhoseRunCannotBeStartedIsNotDoneWith() throws Exception {
        try (TriggerFixture fixture = fixture(NIGHTLY.formatted(", missed: all", ""))) {
            Schedules schedules = schedules(fixture);
            schedules.tick();
            fixture.clock.advance(Duration.ofHours(2));
            schedules.tick();
            assertEquals(List.of(), fixture.runs.begun);
            assertEquals(1, schedules.failing().size());
            Path project = folder.resolve("project");
            Files.writeString(
                    project.resolve("playbooks/nightly.yaml"),
                    NIGHTLY.formatted(", missed: all", ", default: 7"));
            fixture.generation =
                    new ProjectFolder(
                                    project,
                                    "1.0",
                                    dev.tocsin.connector.Settings.NONE,
                                    Profile.STANDARD)
                            .load(fixture.generation, fixture.clock.instant());
            fixture.clock.advance(Duration.ofSeconds(1));
            schedules.tick();
            assertEquals(1, fixture.runs.begun.size());
            assertEquals(List.of(), schedules.failing());
        }
    }

    @Test
    void aChangedScheduleBeginsAnewAndARemovedOneStartsNothing() throws Exception {
        try (TriggerFixture fixture = fixture(NIGHTLY.formatted("", ", default: 1"))) {
            Schedules schedules = schedules(fixture);
            schedules.tick();
            fixture.clock.advance(Duration.ofHours(12));
            Path project = folder.resolve("project");
            Path file = project.resolve("playbooks/nightly.yaml");
            Files.writeString(file, NIGHTLY.formatted("", ", default: 1").replace("30 10", "0 12"));
            ProjectFolder loader =
                    new ProjectFolder(
                            project, "1.0", dev.tocsin.connector.Settings.NONE, Profile.STANDARD);
            fixture.generation = loader.load(fixture.generation, fixture.clock.instant());
            schedules.tick();
            assertEquals(List.of(), fixture.runs.begun);
            Files.delete(file);
            fixture.generation = loader.load(fixture.generation, fixture.clock.instant());
            fixture.clock.advance(Duration.ofDays(2));
            schedules.tick();
            assertEquals(List.of(), fixture.runs.begun);
            assertNull(schedules.nextDue());
        }
    }
}
