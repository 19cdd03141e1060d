package dev.tocsin.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;

/** What JSON is, held against jackson; and what is said where a text is none. */
final class JsonReaderTest {

    private static final JsonMapper ORACLE =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    @Property(tries = 5000)
    void agreesWithJackson(@ForAll("texts") String text) {
        JsonNode expected;
        try {
            expected = ORACLE.readTree(text);
        } catch (JacksonException _) {
            assertThrows(JsonException.class, () -> Json.parse(text));
            return;
        }
        if (expected.isMissingNode()) {
            assertThrows(JsonException.class, () -> Json.parse(text));
            return;
        }
        assertEquals(expected, parseAgain(text));
    }

    private static JsonNode parseAgain(String text) {
        try {
            return ORACLE.readTree(Json.write(Json.parse(text)));
        } catch (JsonException e) {
            throw new AssertionError(e.getMessage() + " in " + text, e);
        }
    }

    /** Mostly almost JSON. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"\\u00e4\\n\"",
                        "\"",
                        "\\",
                        "1",
                        "-",
                        "0",
                        "2.5",
                        "1e3",
                        ".",
                        "true",
                        "null",
                        "nul",
                        " ",
                        "\n",
                        "\u0001",
                        "é",
                        "\"a\":1",
                        "[1,2]",
                        "{\"a\":[]}",
                        "12345678901234567890")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"a": 1,}        | 1:9 a key in double quotes is expected
                    {"a" 1}          | 1:6 `:` is expected
                    [1 2]            | 1:4 `,` or `]` is expected
                    [1               | 1:3 `,` or `]` is expected, not the end
                    {"a": tru}       | 1:7 a value is expected; a text needs double quotes
                    {"a": High}      | 1:7 a value is expected, not `H`
                    {"a": 1, "a": 2} | 1:10 the key `a` stands there twice
                    "abc             | 1:1 the text ends inside a string
                    "a\\x"           | 1:3 there is no escape `\\x`
                    "\\u12"          | 1:2 `\\u` needs four hexadecimal digits
                    01               | 1:1 a number may not start with `0`
                    1.               | 1:1 the number lacks a digit
                    {} {}            | 1:4 something follows the end of the value
                    """)
    void saysWhatIsWrong(String text, String expected) {
        JsonException e = assertThrows(JsonException.class, () -> Json.parse(text));
        assertEquals(expected, e.line() + ":" + e.column() + " " + e.getMessage());
    }

    @Test
    void countsLines() {
        JsonException e = assertThrows(JsonException.class, () -> Json.parse("{\n  \"a\": x\n}"));
        assertEquals("2:8", e.line() + ":" + e.column());
    }

    @Test
    void boundsDepthAndDigits() {
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(100_000)));
        assertThrows(JsonException.class, () -> Json.parse("9".repeat(100_000)));
    }

    @Test
    void readsUtf8Only() throws JsonException {
        byte[] marked = "\uFEFF\"ä\"".getBytes(StandardCharsets.UTF_8);
        assertEquals(new StringValue("ä"), Json.parse(marked));
        byte[] latin = "\"ä\"".getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(JsonException.class, () -> Json.parse(latin));
    }
}
