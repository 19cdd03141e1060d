package dev.tocsin.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The validator reports only the parts of an {@code anyOf}; what fits none must not pass. */
final class AnyOfTest {

    private static final String SCHEMA =
            """
            {"type": "object",
             "properties": {
               "x": {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}]},
               "list": {"items": {"$ref": "#/$defs/idOrNone"}},
               "deep": {"allOf": [{"anyOf": [{"type": "boolean"}, {"anyOf": [{"type": "null"}]}]}]}},
             "$defs": {"idOrNone": {"anyOf": [{"type": "string", "minLength": 2}, {"type": "null"}]}}}
            """;

    @Test
    void whatFitsOneAlternativePasses() throws JsonException {
        assertEquals(List.of(), paths("{\"x\": 1, \"list\": [\"ab\", null], \"deep\": null}"));
        assertEquals(List.of(), paths("{\"x\": [\"a\"], \"deep\": true}"));
    }

    @Test
    void whatFitsNoneIsOneFaultAtTheValue() throws JsonException {
        assertEquals(List.of("x"), paths("{\"x\": \"hello\"}"));
        assertEquals(List.of("x"), paths("{\"x\": [1, 2]}"));
        assertEquals(List.of("list[1]"), paths("{\"list\": [\"ab\", \"c\", null]}"));
        assertEquals(List.of("deep"), paths("{\"deep\": 3}"));
    }

    private static List<String> paths(String value) throws JsonException {
        ValueCheck check = ValueCheck.of(new Schema((MapValue) Json.parse(SCHEMA)));
        return check.check(Json.parse(value)).stream().map(SchemaFault::path).toList();
    }
}
