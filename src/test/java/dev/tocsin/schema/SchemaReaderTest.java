package dev.tocsin.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.diagnostic.Colour;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.TextRenderer;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.source.SourceText;
import dev.tocsin.testing.Golden;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

final class SchemaReaderTest {

    private static final String GOOD =
            """
            type: object
            required: [severity, id]
            properties:
              id: { type: string, pattern: "^da[0-9]+$" }
              severity: { enum: [High, Low] }
              count: { type: integer, minimum: 1 }
              owner: { type: [string, "null"], x-secret: true, maxLength: 3 }
              parent: { $ref: "#/$defs/node" }
              items:
                type: array
                items: { type: object, properties: { id: { type: string } }, required: [id] }
            $defs:
              node: { type: object, properties: { next: { $ref: "#/$defs/node" } } }
            """;

    private static final String BAD =
            """
            type: int
            titel: x
            minimum: low
            multipleOf: 0
            properties:
              a: string
              b: { pattern: "(?=x)" }
              c: { $ref: "https://example.com/schema" }
              d: { enum: [] }
              e: { required: id }
              f: { maxLength: -1 }
              g: { items: [] }
            x-note: mine
            """;

    private static Schema read(String yaml, Diagnostics diagnostics) {
        SourceText source = SourceText.of("schema.yaml", yaml);
        Document document = DocumentParser.parse(source, diagnostics);
        assertNotNull(document);
        return SchemaReader.read(document.root(), source, diagnostics);
    }

    @Test
    void mistakesAreShownAtTheirPlace() {
        Diagnostics diagnostics = new Diagnostics();
        Schema schema = read(BAD, diagnostics);
        Golden.check(
                Path.of("src/test/resources/golden/schema/invalid-schema.expected.txt"),
                new TextRenderer(Colour.OFF).render(diagnostics.sorted()));
        // What is left compiles.
        ValueCheck.of(schema).check(schema.json());
    }

    @Test
    void aSchemaReadsAsAType() {
        Diagnostics diagnostics = new Diagnostics();
        Type.Obj type = (Type.Obj) TypeReader.read(read(GOOD, diagnostics));
        assertEquals(List.of(), diagnostics.sorted());
        assertEquals("\"High\" | \"Low\"", TypeNames.of(type.fields().get("severity")));
        assertEquals("secret (string | null)", TypeNames.of(type.fields().get("owner")));
        assertEquals("list of object with id", TypeNames.of(type.fields().get("items")));
        assertEquals("object with id, severity, count, owner, parent, items", TypeNames.of(type));
        assertEquals(Fit.YES, Fit.between(Type.STRING, type.fields().get("severity")));
        assertEquals(Fit.MAYBE, Fit.between(type.fields().get("severity"), Type.STRING));
        assertEquals(Fit.NO, Fit.between(Type.INT, type.fields().get("id")));
        assertEquals(Fit.MAYBE, Fit.between(Type.STRING, type.fields().get("owner")));
    }

    @Test
    void valuesAreCheckedInOurWords() throws JsonException {
        ValueCheck check = ValueCheck.of(read(GOOD, new Diagnostics()));
        String value =
                """
                {"id": "x1", "severity": "high", "count": 0, "owner": "hunter2",
                 "items": [{"id": "a"}, {"name": "b"}, 3]}
                """;
        StringBuilder said = new StringBuilder();
        for (SchemaFault fault : check.check(Json.parse(value))) {
            said.append(fault.path()).append(": ").append(fault.message()).append('\n');
        }
        assertEquals(
                """
                id: `id` must match the pattern `^da[0-9]+$`, but is `x1`
                severity: `severity` must be `High` or `Low`, but is `high`
                count: `count` must be at least 1, but is `0`
                owner: `owner` must have at most 3 characters
                items[1].id: `items[1].id` is missing
                items[2]: `items[2]` must be a map, but is a number
                """,
                said.toString());
        assertEquals(
                List.of(), check.check(Json.parse("{\"id\": \"da1\", \"severity\": \"Low\"}")));
    }
}
