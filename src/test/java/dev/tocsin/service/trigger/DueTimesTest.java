package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tocsin.playbook.Trigger;
import dev.tocsin.program.Program;
import dev.tocsin.service.trigger.DueTimes.Due;
import dev.tocsin.testing.TestPlaybook;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Which times of a schedule have come, and which of them start a run. */
final class DueTimesTest {

    private static DueTimes times(String schedule, String zone) {
        Program program =
                TestPlaybook.program(
                        """
                        playbook: due
                        on:
                          - schedule: %s
                        steps:
                          - log: tick
                        """
                                .formatted(schedule));
        return new DueTimes(
                (Trigger.Schedule) program.playbook().triggers().getFirst(), ZoneId.of(zone));
    }

    private static Due due(String schedule, String handled, String now) {
        return times(schedule, "Europe/Berlin").by(Instant.parse(now), Instant.parse(handled));
    }

    private static List<Instant> at(String... times) {
        return List.of(times).stream().map(Instant::parse).toList();
    }

    @Test
    void aTimeComesOnce() {
        String daily = "{ cron: '0 6 * * *' }";
        assertNull(due(daily, "2026-03-01T00:00:00Z", "2026-03-01T04:59:59Z"));
        Due due = due(daily, "2026-03-01T00:00:00Z", "2026-03-01T05:00:00Z");
        assertEquals(at("2026-03-01T05:00:00Z"), due.starts());
        assertEquals(Instant.parse("2026-03-01T05:00:00Z"), due.handled());
        assertNull(due(daily, "2026-03-01T05:00:00Z", "2026-03-01T05:00:01Z"));
    }

    @Test
    void ofMissedTimesTheLatestIsMadeUpFor() {
        Due due = due("{ cron: '0 6 * * *' }", "2026-03-01T05:00:00Z", "2026-03-04T23:00:00Z");
        assertEquals(at("2026-03-04T05:00:00Z"), due.starts());
        assertEquals(2, due.passed());
    }

    @Test
    void allAreMadeUpForWhereThePlaybookSaysSo() {
        Due due =
                due(
                        "{ cron: '0 6 * * *', missed: all }",
                        "2026-03-01T05:00:00Z",
                        "2026-03-03T23:00:00Z");
        assertEquals(at("2026-03-02T05:00:00Z", "2026-03-03T05:00:00Z"), due.starts());
        Due many =
                due("{ every: 1m, missed: all }", "2026-03-01T00:00:00Z", "2027-03-01T00:00:30Z");
        assertEquals(DueTimes.MOST_MISSED, many.starts().size());
        assertEquals(Instant.parse("2027-03-01T00:00:00Z"), many.starts().getLast());
        assertEquals(365 * 24 * 60 - DueTimes.MOST_MISSED, many.passed());
    }

    @Test
    void noneIsMadeUpForWhereThePlaybookSaysSo() {
        String daily = "{ cron: '0 6 * * *', missed: none }";
        Due late = due(daily, "2026-03-01T05:00:00Z", "2026-03-02T05:01:01Z");
        assertEquals(List.of(), late.starts());
        assertEquals(1, late.passed());
        Due punctual = due(daily, "2026-03-01T05:00:00Z", "2026-03-04T05:00:59Z");
        assertEquals(at("2026-03-04T05:00:00Z"), punctual.starts());
        assertEquals(2, punctual.passed());
    }

    @Test
    void clocksThatArePutForwardOrBackFireAsCronSays() {
        String nightly = "{ cron: '30 2 * * *' }";
        // 2026-03-29: 02:30 does not exist, and fires when the hour is over; then at 02:30 again.
        assertEquals(
                at("2026-03-29T01:00:00Z"),
                due(nightly, "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z").starts());
        assertNull(due(nightly, "2026-03-29T01:00:00Z", "2026-03-30T00:29:59Z"));
        // 2026-10-25: 02:30 comes twice, and fires the first time.
        assertEquals(
                at("2026-10-25T00:30:00Z"),
                due(nightly, "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z").starts());
        assertNull(due(nightly, "2026-10-25T00:30:00Z", "2026-10-25T12:00:00Z"));
    }

    @Test
    void aPauseCountsFromTheLastTime() {
        assertEquals(
                at("2026-03-01T01:00:00Z"),
                due("{ every: 1h }", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z").starts());
        assertEquals(
                at("2026-03-01T05:00:00Z"),
                due("{ every: 1h }", "2026-03-01T00:00:00Z", "2026-03-01T05:59:00Z").starts());
        assertNull(due("{ every: 1h }", "2026-03-01T00:00:00Z", "2026-03-01T00:59:59Z"));
    }
}
