package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.source.SourceText;
import dev.tocsin.source.Span;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPlacesTest {

    private static final String EVENT =
            """
            { "id": 7, "text": "a \\"title\\": , ] {", "more": { "id": 1 },
              "items": [ 5, { "title": "x", "deep": [ { "id": 2 } ] } ], "last": null }
            """;

    @ParameterizedTest
    @CsvSource({
        "id, 2",
        "title, 0",
        "more.id, 51",
        "more.title, 41",
        "items[1].title, 80",
        "items[1].deep[0].id, 106",
        "items[4].title, 64",
        "last, 123",
        "last.id, 123",
    })
    void findsTheKeyAtItsDepth(String path, int start) {
        Span found = EventPlaces.of(SourceText.of("event.json", EVENT), path);
        assertEquals(start, found.start(), () -> EVENT.substring(found.start()));
    }
}
