package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.value.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** JSON, arrays and the three modes of CloudEvents. */
final class EventBodyTest {

    private static final String ENVELOPE =
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/siem\",\"type\":\"alert\"";

    private static EventBody read(String type, Map<String, String> headers, String body)
            throws UnreadableBodyException {
        return EventBody.read(type, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(EventBody body) {
        StringBuilder out = new StringBuilder(body.isBatch() ? "batch" : "one");
        for (CarriedEvent event : body.events()) {
            switch (event) {
                case CarriedEvent.Whole(var value, var id) ->
                        out.append(' ').append(id).append('=').append(Json.write(value));
                case CarriedEvent.Unfit(var pointer, var message) ->
                        out.append(" !").append(pointer).append(": ").append(message);
            }
        }
        return out.toString();
    }

    private static String shown(String type, Map<String, String> headers, String body)
            throws UnreadableBodyException {
        return shown(read(type, headers, body));
    }

    @Test
    void anObjectIsOneEventAndAnArrayIsMany() throws UnreadableBodyException {
        assertEquals("one null={\"a\":1}", shown("application/json", Map.of(), "{\"a\":1}"));
        assertEquals(
                "batch null={\"a\":1} !: an event is a JSON object null={\"a\":2}",
                shown("application/json", Map.of(), "[{\"a\":1},7,{\"a\":2}]"));
        assertEquals("batch", shown("application/json", Map.of(), "[]"));
    }

    @Test
    void theThreeModesOfCloudEventsCarryTheSameEvent() throws UnreadableBodyException {
        String structured = ENVELOPE + ",\"data\":{\"a\":1}}";
        String encoded =
                ENVELOPE
                        + ",\"data_base64\":\""
                        + Base64.getEncoder().encodeToString("{\"a\":1}".getBytes())
                        + "\"}";
        Map<String, String> headers =
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "e%201",
                        "ce-source",
                        "/siem",
                        "ce-type",
                        "alert");
        assertEquals(
                "one e-1={\"a\":1}",
                shown("application/cloudevents+json; charset=utf-8", Map.of(), structured));
        assertEquals("one e-1={\"a\":1}", shown("application/cloudevents+json", Map.of(), encoded));
        assertEquals("one e 1={\"a\":1}", shown("application/json", headers, "{\"a\":1}"));
        assertEquals(
                "batch e-1={\"a\":1} e-1={\"a\":1}",
                shown(
                        "application/cloudevents-batch+json",
                        Map.of(),
                        "[" + structured + "," + encoded + "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|!/specversion: `specversion` is missing: each CloudEvent has one, a text",
                "{\"specversion\":\"0.3\"}|!/specversion: `specversion` is `0.3`, and only `1.0` is"
                        + " known",
                "7|!: a CloudEvent is a JSON object",
            })
    void whatIsWrongWithAnEnvelopeIsToldAtItsPlace(String body, String told)
            throws UnreadableBodyException {
        assertEquals("one " + told, shown("application/cloudevents+json", Map.of(), body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "}|!/data: `data` is a JSON object: the event",
                ",\"data\":{},\"data_base64\":\"\"}|!/data_base64: `data` and `data_base64` do not"
                        + " go together",
                ",\"data_base64\":\"?\"}|!/data_base64: `data_base64` is not Base64",
                ",\"data\":{},\"datacontenttype\":\"text/xml\"}|!/datacontenttype: the data of an"
                        + " event is JSON, and this is `text/xml`",
            })
    void dataThatIsNoEventIsTold(String rest, String told) throws UnreadableBodyException {
        assertEquals(
                "one " + told, shown("application/cloudevents+json", Map.of(), ENVELOPE + rest));
    }

    @Test
    void whatIsNoJsonHasAPlace() {
        UnreadableBodyException e =
                assertThrows(
                        UnreadableBodyException.class,
                        () -> read("application/json", Map.of(), "{\n  \"a\": 1,\n  \"a\": 2}"));
        assertEquals(3, e.line());
        assertTrue(e.column() > 1, e.getMessage());
    }

    @Test
    void depthAndNumberAreBounded() throws UnreadableBodyException {
        int most = EventBody.MAX_DEPTH;
        String fits = "{\"a\":".repeat(most - 1) + "{}" + "}".repeat(most - 1);
        assertInstanceOf(EventBody.class, read("application/json", Map.of(), fits));
        String deep = "{\"a\":".repeat(most + 1) + "1" + "}".repeat(most + 1);
        assertThrows(UnreadableBodyException.class, () -> read("application/json", Map.of(), deep));
        String many = "[" + "{},".repeat(EventBody.MAX_EVENTS) + "{}]";
        assertThrows(UnreadableBodyException.class, () -> read("application/json", Map.of(), many));
        assertThrows(UnreadableBodyException.class, () -> read("application/json", Map.of(), "7"));
    }

    @Test
    void onlyJsonInUtf8IsTaken() {
        assertTrue(EventBody.isTaken("application/json"));
        assertTrue(EventBody.isTaken("Application/JSON; charset=\"UTF-8\""));
        assertTrue(EventBody.isTaken("application/cloudevents+json"));
        assertFalse(EventBody.isTaken("application/json; charset=utf-16"));
        assertFalse(EventBody.isTaken("text/plain"));
        assertFalse(EventBody.isTaken("application/x-www-form-urlencoded"));
        assertFalse(EventBody.isTaken(null));
    }
}
