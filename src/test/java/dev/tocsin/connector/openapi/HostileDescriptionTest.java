package dev.tocsin.connector.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.ConnectorParser;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.FileFindings;
import dev.tocsin.schema.DocumentSchema;
import dev.tocsin.schema.FileKind;
import dev.tocsin.schema.NodeValues;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whatever a description says in its texts, the file made of it holds them as texts. */
final class HostileDescriptionTest {

    /** Where a text of the description goes; the keys of it in the file, or none where it ends. */
    private static final String DESCRIPTION =
            """
            {
              "openapi": "3.0.0",
              "info": { "title": TEXT, "version": TEXT, "description": TEXT },
              "servers": [{ "url": TEXT }],
              "tags": [{ "name": TEXT }],
              "security": [{ "s": [TEXT] }],
              "components": {
                "securitySchemes": {
                  "s": { "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": TEXT } } },
                  "k": { "type": "apiKey", "in": "header", "name": TEXT }
                },
                "schemas": {
                  "Thing": {
                    "type": "object",
                    "description": TEXT,
                    "properties": { "a": { "type": "string", "description": TEXT, "title": TEXT } }
                  }
                }
              },
              "paths": {
                "/a": {
                  "get": {
                    "operationId": "one",
                    "summary": TEXT,
                    "description": TEXT,
                    "tags": [TEXT],
                    "parameters": [
                      { "name": "q", "in": "query", "description": TEXT, "example": TEXT,
                        "schema": { "type": "string", "default": TEXT, "enum": ["x", TEXT], "format": TEXT } },
                      { "name": "p", "in": "query", "schema": { "type": "string", "pattern": TEXT } },
                      { "name": "c", "in": "query", "required": true, "schema": { "type": "string", "enum": [TEXT] } },
                      { "name": "s", "in": "cookie", "description": TEXT, "schema": { "type": "string" } }
                    ],
                    "responses": {
                      "200": {
                        "description": TEXT,
                        "content": { "application/json": {
                          "schema": { "$ref": "#/components/schemas/Thing" }, "example": { "a": TEXT } } }
                      }
                    }
                  }
                }
              }
            }
            """;

    private static final String NAMES =
            """
            {
              "openapi": "3.1.0",
              "info": { "title": "Names" },
              "components": {
                "securitySchemes": { TEXT: { "type": "apiKey", "in": "query", "name": TEXT } },
                "schemas": { "Thing": { "type": "object", "required": [TEXT], "properties": { TEXT: { "type": "string" } },
                  "discriminator": { "propertyName": TEXT, "mapping": { TEXT: TEXT } } } }
              },
              "paths": {
                "/a": {
                  "post": {
                    "operationId": TEXT,
                    "x-ms-pageable": { "nextLinkName": TEXT, "itemName": TEXT },
                    "parameters": [
                      { "name": TEXT, "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
                      { "name": TEXT, "in": "header", "schema": { "type": "string" } },
                      { "name": "o", "in": "query", "style": "deepObject",
                        "schema": { "type": "object", "properties": { TEXT: { "type": "string" } } } }
                    ],
                    "requestBody": { "required": true, "content": { "application/json": {
                      "schema": { "$ref": "#/components/schemas/Thing" }, "example": { TEXT: "x" } } } },
                    "responses": { "200": { "content": { "application/json": { "schema": {
                      "type": "object", "properties": { TEXT: { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } } } } } }
                  }
                },
                "/b": {
                  "put": {
                    "requestBody": { "required": true, "content": { TEXT: { "schema": { "type": "string" } } } },
                    "responses": { "200": { "content": { TEXT: {} } } }
                  },
                  "post": {
                    "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": {
                      "type": "object", "properties": { TEXT: { "type": "string", "format": "binary" } } } } } },
                    "responses": {}
                  }
                },
                "/c/PATH": { "get": { "responses": {} } }
              }
            }
            """;

    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
        Arbitrary<String> signs =
                Arbitraries.strings()
                        .withChars(" \n\r\t#:-?,[]{}&*!|>'\"%@`$\\\u0000\u0085\u200B\u2028\u202E<a")
                        .ofMaxLength(30);
        Arbitrary<String> pieces =
                Arbitraries.of(
                                "${",
                                "}",
                                "$${",
                                "input.id",
                                " # ",
                                "tocsin: ignore[x] y",
                                "\n",
                                ": ",
                                "- ",
                                "'",
                                "\"",
                                "\\",
                                "<br>",
                                "[a](b)",
                                "e.g. ",
                                ". ",
                                "null",
                                "\uD800",
                                "\uDB40\uDC01",
                                "```",
                                "---\n",
                                "...\n",
                                "%YAML 1.2\n",
                                "!!str ",
                                "&a ",
                                "*a",
                                "review: ",
                                "left out: ",
                                "é",
                                "日本")
                        .list()
                        .ofMaxSize(12)
                        .map(list -> String.join("", list));
        return Arbitraries.oneOf(any, signs, pieces);
    }

    @Property(tries = 400, seed = "4711")
    void textsStayTexts(@ForAll("texts") String text) throws JsonException {
        Value quiet = imported("Plain words");
        MapValue file = (MapValue) imported(text);
        assertEquals(shape(quiet), shape(file), "the text changed the structure");
        MapValue one = (MapValue) ((MapValue) file.get("operations")).get("one");
        MapValue inputs = (MapValue) ((MapValue) one.get("input")).get("properties");
        assertText(Prose.description(text), inputs.get("q"));
        assertText(Prose.description(text), ((MapValue) file.get("schemas")).get("thing"));
        if (((MapValue) inputs.get("q")).get("enum") instanceof ListValue(List<Value> values)) {
            assertTrue(values.contains(new StringValue(text)), "the value stays as it is");
        }
    }

    @Property(tries = 400, seed = "4712")
    void anyNamesGiveAFileWithoutFault(@ForAll("texts") String text) throws JsonException {
        String escaped = Json.write(new StringValue(text));
        String path = escaped.substring(1, escaped.length() - 1);
        String description = NAMES.replace("PATH", path).replace("TEXT", escaped);
        assertNotNull(written(description));
    }

    private static void assertText(String expected, Value schema) {
        String described = ((MapValue) schema).text("description");
        assertEquals(expected, described == null ? "" : described);
    }

    /** The file as it reads back, after it was found without fault. */
    private static Value imported(String text) throws JsonException {
        return written(DESCRIPTION.replace("TEXT", Json.write(new StringValue(text))));
    }

    private static Value written(String description) {
        Diagnostics diagnostics = new Diagnostics();
        OpenApiImport source =
                OpenApiImport.read(SourceText.of("api.json", description), diagnostics);
        assertNotNull(source, () -> diagnostics.sorted().toString());
        Imported imported = source.write("hostile", List.of(), (key, value) -> false);
        assertNotNull(imported, () -> diagnostics.sorted().toString());
        Diagnostics found = new Diagnostics();
        Document document = DocumentParser.parse(SourceText.of("x.yaml", imported.text()), found);
        assertNotNull(document, () -> found.sorted() + "\n" + imported.text());
        ConnectorParser.check(document, found);
        DocumentSchema.of(FileKind.CONNECTOR).check(document, found);
        // A comment that hides findings would be found to hide none.
        Diagnostics settled = FileFindings.settle(document, found);
        assertTrue(settled.isEmpty(), () -> settled.sorted() + "\n" + imported.text());
        return NodeValues.of(document.root());
    }

    /** The keys of a file, without those that a description may or may not give. */
    private static Value shape(Value value) {
        return switch (value) {
            case MapValue(Map<String, Value> entries) -> {
                Map<String, Value> keys = new LinkedHashMap<>();
                entries.forEach(
                        (key, inner) -> {
                            switch (key) {
                                case "description", "default", "pattern", "format", "enum" -> {}
                                case "connection", "auth", "permissions", "examples" -> {}
                                default -> keys.put(key, shape(inner));
                            }
                        });
                yield new MapValue(keys);
            }
            case ListValue(List<Value> items) ->
                    new ListValue(items.stream().map(HostileDescriptionTest::shape).toList());
            default -> new StringValue("a scalar");
        };
    }
}
