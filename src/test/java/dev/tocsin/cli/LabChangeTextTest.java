package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.value.Json;
import dev.tocsin.value.JsonException;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;

/** How rows of the lab are told that are more than a list of fields. */
final class LabChangeTextTest {

    @Test
    void whatDefenderDidIsToldInWords() throws JsonException {
        LabChangeText text = new LabChangeText();
        text.add(
                "endpoints",
                row(
                        """
                        {"computerDnsName": "ws-1.contoso.com", "appExecution": "free"}
                        """),
                row(
                        """
                        {"computerDnsName": "ws-1.contoso.com", "appExecution": "restricted"}
                        """));
        text.add(
                "investigations",
                null,
                row(
                        """
                        {"id": "63005", "computerDnsName": "ws-1.contoso.com", "state": "Queued"}
                        """));
        text.add(
                "indicators",
                null,
                row(
                        """
                        {"indicatorType": "DomainName", "indicatorValue": "evil.example",
                         "action": "Block", "title": "Seen in an alert"}
                        """));
        text.gone(
                "indicators",
                row(
                        """
                        {"indicatorType": "IpAddress", "indicatorValue": "12.13.14.15",
                         "action": "Block", "title": "Scanner"}
                        """));
        assertEquals(
                """
                changed in the lab:
                  endpoints, ws-1.contoso.com: appExecution free → restricted
                  investigation of ws-1.contoso.com: Queued
                  listed as Block: evil.example (DomainName)
                      Seen in an alert
                  gone from indicators: 12.13.14.15 (IpAddress)
                """,
                text.toString());
    }

    private static MapValue row(String json) throws JsonException {
        return (MapValue) Json.parse(json);
    }
}
