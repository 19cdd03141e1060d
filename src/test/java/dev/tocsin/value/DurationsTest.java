package dev.tocsin.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "1.5s, PT1.5S",
        "250ms, PT0.25S",
        "0s, PT0S",
        "3650d, PT87600H",
    })
    void readsWhatPeopleWrite(String text, String iso) {
        assertEquals(Duration.parse(iso), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "m",
                "5 m",
                "-5m",
                "+5m",
                "5M",
                "5min",
                "1h30",
                ".5s",
                "5.s",
                "1.2.3s",
                "3650d1ms",
                "99999999999999999999d",
                "9999999999999999d",
                "٥s",
                "PT5M",
            })
    void readsNothingElse(String text) {
        assertNull(Durations.parse(text));
    }

    @Property(seed = "20261121")
    void printedOnesReadBack(@ForAll @LongRange(min = 0, max = 315_360_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertEquals(duration, Durations.parse(Durations.print(duration)));
    }

    @Property(seed = "20261121")
    void fractionsReadBack(@ForAll @LongRange(min = 0, max = 315_360_000_000_000_000L) long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertEquals(duration, Durations.parse(Durations.print(duration)));
    }
}
