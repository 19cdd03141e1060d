package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of lists that nobody told {@link LabChangeText} about. */
final class UnforeseenRowsTest {

    private static String told(String list, @Nullable String old, String row) throws JsonException {
        LabChangeText text = new LabChangeText();
        text.add(list, old == null ? null : (MapValue) Json.parse(old), (MapValue) Json.parse(row));
        return text.toString();
    }

    @Test
    void aNewRowIsToldByItsNameAndWhatItSays() throws JsonException {
        assertEquals(
                """
                changed in the lab:
                  new in jira issues: SEC-3
                      summary: Device isolated
                      labels: phish, contained
                      description:
                      First line
                      second line
                """,
                told(
                        "jiraIssues",
                        null,
                        """
                        {"key": "SEC-3", "summary": "Device isolated", "assignee": null,
                         "labels": ["phish", "contained"], "comments": [], "resolution": "",
                         "description": "First line\\n\\nsecond line"}
                        """));
    }

    @Test
    void aRowThatIsNothingButFieldsIsCutShort() throws JsonException {
        assertEquals(
                """
                changed in the lab:
                  new in log rows: something without a name
                      a: 1
                      b: 2
                      c: 3
                      d: 4
                      e: 5
                      f: 6
                      g: 7
                      h: 8
                      …
                """,
                told(
                        "log/rows",
                        null,
                        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9}"));
    }

    @Test
    void aChangedRowIsToldByItsDifferences() throws JsonException {
        assertEquals(
                """
                changed in the lab:
                  pager calls, 3177: status New → Closed
                """,
                told(
                        "pagerCalls",
                        "{\"id\":\"5e\",\"number\":3177,\"status\":\"New\"}",
                        "{\"id\":\"5e\",\"number\":3177,\"status\":\"Closed\"}"));
    }

    @Test
    void aRowThatIsGoneIsToldOf() throws JsonException {
        LabChangeText text = new LabChangeText();
        text.gone("badges", (MapValue) Json.parse("{\"id\":\"995\",\"title\":\"Scanner\"}"));
        assertEquals("changed in the lab:\n  gone from badges: Scanner\n", text.toString());
    }
}
