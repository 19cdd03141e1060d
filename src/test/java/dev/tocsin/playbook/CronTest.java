package dev.tocsin.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.document.MapNode;
import dev.tocsin.document.ScalarNode;
import dev.tocsin.source.SourceText;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** When cron expressions fire. 2026-03-02 is a Monday. */
final class CronTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 * * * *            | 2026-03-02T08:05:00Z | 2026-03-02T09:05:00Z",
                "30 6 * * MON-FRI     | 2026-03-06T06:30:00Z | 2026-03-09T06:30:00Z",
                "30 6 * * 1-5         | 2026-03-06T06:30:00Z | 2026-03-09T06:30:00Z",
                "0 0 * * 7            | 2026-03-02T00:00:00Z | 2026-03-08T00:00:00Z",
                "0 0 * * sun          | 2026-03-02T00:00:00Z | 2026-03-08T00:00:00Z",
                "*/15 8-18/2 * * *    | 2026-03-02T08:45:00Z | 2026-03-02T10:00:00Z",
                "0 22-23,0-5 * * *    | 2026-03-02T05:00:00Z | 2026-03-02T22:00:00Z",
                "0 0 1 JAN *          | 2026-03-02T00:00:00Z | 2027-01-01T00:00:00Z",
                "0 0 29 2 *           | 2026-03-02T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 2 *           | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
                "0 0 13 * FRI         | 2026-03-02T00:00:00Z | 2026-03-06T00:00:00Z",
                "0 0 31 2 MON         | 2026-02-02T00:00:00Z | 2026-02-09T00:00:00Z",
                "0 0 */2 * MON        | 2026-03-02T00:00:00Z | 2026-03-09T00:00:00Z",
                "59 23 31 12 *        | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z",
            })
    void firesNext(String text, Instant after, Instant expected) {
        assertEquals(expected, cron(text).next(after, ZoneOffset.UTC));
    }

    /** Berlin: forward on 2026-03-29 at 01:00Z (02:00 to 03:00), back on 2026-10-25 at 01:00Z. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 02:30 does not exist: it fires when the gap is over, and at 02:30 the next day.
                "30 2 * * *  | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z",
                "30 2 * * *  | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z",
                // Every quarter: 01:45, then 03:00, once.
                "*/15 * * * *| 2026-03-29T00:45:00Z | 2026-03-29T01:00:00Z",
                "*/15 * * * *| 2026-03-29T01:00:00Z | 2026-03-29T01:15:00Z",
                // 02:30 exists twice: it fires the first time.
                "30 2 * * *  | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z",
                "30 2 * * *  | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z",
                // What runs in every hour runs in both.
                "30 * * * *  | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z",
                "30 * * * *  | 2026-10-25T01:30:00Z | 2026-10-25T02:30:00Z",
            })
    void clocksThatAreMoved(String text, Instant after, Instant expected) {
        assertEquals(expected, cron(text).next(after, ZoneId.of("Europe/Berlin")));
    }

    @Test
    void theLastDayThatNeverComes() {
        Cron never = new Cron("", 1, 1, 1L << 31, 1L << 2, 0x7F, true, false);
        assertNull(never.next(Instant.parse("2026-03-02T00:00:00Z"), ZoneOffset.UTC));
        assertTrue(!never.everFires());
    }

    @Property(tries = 300, seed = "20261121")
    void timesGoForwardAndFit(
            @ForAll @IntRange(min = 0, max = 59) int minute,
            @ForAll @IntRange(min = 0, max = 23) int hour,
            @ForAll @LongRange(min = 1_600_000_000L, max = 2_200_000_000L) long seconds) {
        Cron cron = cron(minute + " " + hour + " * * *");
        ZoneId zone = ZoneId.of("America/New_York");
        Instant after = Instant.ofEpochSecond(seconds);
        Instant next = cron.next(after, zone);
        assertNotNull(next);
        assertTrue(next.isAfter(after));
        assertTrue(next.isBefore(after.plusSeconds(26 * 3600)));
        var local = next.atZone(zone);
        boolean gapEnd = hour == 2 && local.getHour() == 3 && local.getMinute() == 0;
        assertTrue(gapEnd || local.getHour() == hour && local.getMinute() == minute);
    }

    private static Cron cron(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = SourceText.of("cron.yaml", "cron: \"" + text.strip() + "\"\n");
        Document document = DocumentParser.parse(source, diagnostics);
        assertNotNull(document);
        ScalarNode node = (ScalarNode) ((MapNode) document.root()).get("cron");
        assertNotNull(node);
        Cron cron = new CronParser(new Slots(source, diagnostics)).parse(node);
        assertNotNull(cron, () -> diagnostics.sorted().toString());
        return cron;
    }
}
