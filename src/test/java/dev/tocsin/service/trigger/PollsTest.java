package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.connector.ConnectorException;
import dev.tocsin.value.ErrorKind;
import dev.tocsin.value.Json;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is new starts one run; what was there, or comes back, none. */
final class PollsTest {

    private static final String PLAYBOOK =
            """
            playbook: new-alerts
            on:
              - poll:
                  operation: siem.listAlerts
                  every: 5m
                  items: result.alerts
                  key: item.id
            steps:
              - log: ${event.id}
            """;

    @TempDir private Path folder;

    private TriggerFixture fixture() throws Exception {
        Path project = folder.resolve("project");
        Files.createDirectories(project.resolve("playbooks"));
        Files.createDirectories(project.resolve("connectors"));
        Files.copy(
                TriggerFixture.PROJECT.resolve("connectors/siem.yaml"),
                project.resolve("connectors/siem.yaml"));
        Files.writeString(project.resolve("playbooks/new-alerts.yaml"), PLAYBOOK);
        return new TriggerFixture(folder.resolve("tocsin.db"), project, null);
    }

    private static Polls polls(TriggerFixture fixture) {
        return new Polls(
                fixture.store,
                () -> fixture.generation,
                fixture.starter,
                fixture::read,
                Pace.USUAL,
                (event, details) -> fixture.warnings.add(event + " " + Json.write(details)),
                fixture.clock);
    }

    private static MapValue answer(String... ids) {
        List<Value> alerts = new ArrayList<>();
        for (String id : ids) {
            alerts.add(MapValue.of("id", new StringValue(id)));
        }
        return MapValue.of("alerts", new ListValue(alerts));
    }

    private static void poll(Polls polls, TriggerFixture fixture, MapValue answer)
            throws Exception {
        fixture.answers = (_, _) -> answer;
        polls.tick();
        polls.awaitIdle();
        fixture.clock.advance(Duration.ofMinutes(5));
    }

    private static List<String> started(TriggerFixture fixture) {
        List<String> events = new ArrayList<>();
        for (String id : fixture.runs.begun) {
            Value event = fixture.runs.created.get(id).facts().event();
            events.add(((MapValue) event).text("id"));
        }
        return events;
    }

    @Test
    void whatIsThereAtFirstIsSeenAndWhatComesStartsRuns() throws Exception {
        try (TriggerFixture fixture = fixture()) {
            Polls polls = polls(fixture);
            poll(polls, fixture, answer("a", "b"));
            assertEquals(List.of(), started(fixture));
            poll(polls, fixture, answer("b", "c", "d", "c"));
            poll(polls, fixture, answer("d", "a", "e"));
            assertEquals(List.of("c", "d", "e"), started(fixture));
        }
    }

    @Test
    void nothingIsAskedBeforeItsTime() throws Exception {
        try (TriggerFixture fixture = fixture()) {
            Polls polls = polls(fixture);
            List<String> asked = new ArrayList<>();
            fixture.answers =
                    (operation, _) -> {
                        asked.add(operation);
                        return answer();
                    };
            polls.tick();
            polls.awaitIdle();
            polls.tick();
            polls.awaitIdle();
            assertEquals(TriggerFixture.START.plus(Duration.ofMinutes(5)), polls.nextDue());
            assertEquals(List.of("siem.listAlerts"), asked);
        }
    }

    @Test
    void aRestartGoesOnWhereItWas() throws Exception {
        try (TriggerFixture fixture = fixture()) {
            poll(polls(fixture), fixture, answer("a"));
            poll(polls(fixture), fixture, answer("a", "b"));
            poll(polls(fixture), fixture, answer("a", "b"));
            assertEquals(List.of("b"), started(fixture));
        }
    }

    @Test
    void aSourceThatFailsIsAskedAgainAndNothingIsLost() throws Exception {
        try (TriggerFixture fixture = fixture()) {
            Polls polls = polls(fixture);
            poll(polls, fixture, answer("a"));
            fixture.answers = (_, _) -> ConnectorException.of(ErrorKind.UNAVAILABLE, "it restarts");
            polls.tick();
            polls.awaitIdle();
            assertEquals(
                    List.of("poll of `siem.listAlerts` for `new-alerts`: it restarts"),
                    polls.failing());
            assertEquals(fixture.clock.instant().plusSeconds(1), polls.nextDue());
            fixture.clock.advance(Duration.ofSeconds(1));
            polls.tick();
            polls.awaitIdle();
            assertEquals(fixture.clock.instant().plusSeconds(2), polls.nextDue());
            fixture.clock.advance(Duration.ofSeconds(2));
            poll(polls, fixture, answer("a", "b"));
            assertEquals(List.of(), polls.failing());
            assertEquals(List.of("b"), started(fixture));
        }
    }

    @Test
    void manyNewItemsEachStartOne() throws Exception {
        try (TriggerFixture fixture = fixture()) {
            Polls polls = polls(fixture);
            poll(polls, fixture, answer());
            String[] many = new String[250];
            for (int i = 0; i < many.length; i++) {
                many[i] = "k" + i;
            }
            poll(polls, fixture, answer(many));
            poll(polls, fixture, answer(many));
            assertEquals(List.of(many), started(fixture));
        }
    }
}
