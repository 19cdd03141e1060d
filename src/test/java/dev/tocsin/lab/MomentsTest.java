package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tocsin.value.IntValue;
import dev.tocsin.value.StringValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

/** Times of scenarios, on the Monday morning of the lab: 2026-03-02T08:00:00Z. */
final class MomentsTest {

    private static String resolved(String text) {
        Value time = RelativeTimes.resolve(new StringValue(text), LabOptions.MORNING);
        return switch (time) {
            case StringValue(String written) -> written;
            case IntValue(long number) -> Long.toString(number);
            default -> time.kind();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "now,                  2026-03-02T08:00:00Z",
        "20m ago,              2026-03-02T07:40:00Z",
        "1d12h ago,            2026-02-28T20:00:00Z",
        "in 3d,                2026-03-05T08:00:00Z",
        "2026-03-02T07:40Z,    2026-03-02T07:40:00Z",
        "2026-03-02T07:40:30Z, 2026-03-02T07:40:30Z",
        "2026-03-02,           2026-03-02T00:00:00Z"
    })
    void areCountedFromTheStartOfTheLab(String text, String time) {
        assertEquals(time, resolved(String.valueOf(Moments.of(text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "20 ago", "2026-02-30", "in", "99999999d ago", "ago"})
    void areNothingElse(String text) {
        assertNull(Moments.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "20m ago,   PT5M,   2026-03-02T07:45:00Z",
        "20m ago,   PT-5M,  2026-03-02T07:35:00Z",
        "20m ago,   PT1H,   2026-03-02T08:40:00Z",
        "in 5m,     PT-10M, 2026-03-02T07:55:00Z",
        "now,       PT0S,   2026-03-02T08:00:00Z",
        "2026-03-01, PT1M,  2026-03-01T00:01:00Z"
    })
    void canBeMoved(String text, String by, String time) {
        String moment = Moments.of(text);
        assertEquals(time, resolved(Moments.later(String.valueOf(moment), Duration.parse(by))));
        assertEquals(Instant.parse(time).toString(), time);
    }

    @ParameterizedTest
    @CsvSource({
        "millis:now-PT20M,              1772437200000",
        "dateTime:now+P1D,              2026-03-03T08:00:00.0000000",
        "dateTime:2026-03-02T07:40:00Z, 2026-03-02T07:40:00.0000000",
        "table:now-PT20M,               2026-03-02 07:40:00",
        "now-and-then,                  now-and-then",
        "now-PTX,                       now-PTX",
        "table:of contents,             table:of contents",
        "millis:now,                    millis:now",
        "https://now-PT5M,              https://now-PT5M"
    })
    void areWrittenAsTheServiceDoes(String text, String written) {
        assertEquals(written, resolved(text));
    }
}
