package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.service.http.RunOrders.Started;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Orders to start a run: which trigger an event is for, what does not fit, what is read first. */
final class StartByHandTest {

    @TempDir private Path folder;

    private static String told(TriggerFixture fixture, Started started) {
        return switch (started) {
            case Started.Begun(String run) ->
                    "begun by " + fixture.runs.created.get(run).facts().run().text("trigger");
            case Started.NoPlaybook _ -> "no playbook";
            case Started.Invalid(var faults) ->
                    faults.getFirst().pointer() + ": " + faults.getFirst().detail();
            case Started.Refused(String why) -> why;
        };
    }

    private static String start(
            TriggerFixture fixture, String playbook, @Nullable String event, MapValue inputs)
            throws Exception {
        StartByHand orders =
                new StartByHand(
                        fixture.store,
                        () -> fixture.generation,
                        fixture.starter,
                        fixture::read,
                        fixture.clock);
        Value given = event == null ? null : Json.parse(event);
        return told(fixture, orders.start(playbook, given, inputs, "ana@contoso.com"));
    }

    @Test
    void whatIsOrderedIsStartedOrRefusedWithItsPlace() throws Exception {
        try (TriggerFixture fixture = new TriggerFixture(folder.resolve("tocsin.db"))) {
            fixture.answers = (_, _) -> TriggerExchangesTest.alert("a-1", "low");
            MapValue none = MapValue.EMPTY;
            String alert = "{\"id\": \"a\", \"name\": \"n\", \"level\": \"low\", \"at\": \"t\"}";
            assertEquals("no playbook", start(fixture, "nothing", null, none));
            assertEquals("begun by alert", start(fixture, "triage", alert, none));
            assertEquals("#/event/id: `id` is missing", start(fixture, "triage", "{}", none));
            assertEquals(
                    "#/event: the playbook is started with the event of one of alert",
                    start(fixture, "triage", null, none));
            assertEquals("begun by severe", start(fixture, "look", "{\"alertId\": \"a\"}", none));
            assertEquals(
                    "#/inputs/colour: the playbook has no input `colour`",
                    start(fixture, "triage", alert, MapValue.of("colour", new StringValue("red"))));
        }
    }
}
