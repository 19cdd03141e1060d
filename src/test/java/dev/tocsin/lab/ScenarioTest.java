package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.document.Document;
import dev.tocsin.document.DocumentParser;
import dev.tocsin.source.SourceText;
import dev.tocsin.value.ListValue;
import dev.tocsin.value.MapValue;
import dev.tocsin.value.Value;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What a scenario of one's own comes to. */
final class ScenarioTest {

    private static final Path SHIPPED = Path.of("src/main/resources/lab/contoso.yaml");

    static Scenario read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Document document = DocumentParser.parse(SourceText.of("lab.yaml", text), diagnostics);
        Scenario scenario = document == null ? null : Scenario.parse(document, diagnostics);
        assertEquals(List.of(), diagnostics.sorted());
        assertNotNull(scenario);
        return scenario;
    }

    private static Company company(String text) {
        return Company.of(read(text), InstantSource.fixed(LabOptions.MORNING));
    }

    private static List<String> texts(Table table, String field) {
        List<String> texts = new ArrayList<>();
        table.rows().forEach(row -> texts.add(Company.text(row, field)));
        return texts;
    }

    private static List<String> texts(MapValue section, String list, String field) {
        List<String> texts = new ArrayList<>();
        for (Value row : ((ListValue) section.entries().get(list)).items()) {
            texts.add(Company.text((MapValue) row, field));
        }
        return texts;
    }

    @Test
    void theCompanyThatShipsIsOneToo() throws IOException {
        Scenario read = read(Files.readString(SHIPPED));
        assertEquals(read.start().rows(), Scenario.contoso().start().rows());
    }

    @Test
    void idsFollowFromNames() {
        Company company =
                company(
                        """
                        lab: fabrikam
                        people: [{ name: Zoë O'Neil-Diaz, manager: Ida Berg }, { name: Ida Berg }]
                        devices: [{ name: ws-1, owner: zoë o'neil-diaz }]
                        alerts: { defender-endpoint: [{ title: One, device: WS-1, user: Ida Berg }] }
                        """);
        MapValue user = company.users().find("displayName", "Zoë O'Neil-Diaz");
        assertNotNull(user);
        assertEquals("zox.o.neil-diaz@fabrikam.example", user.text("userPrincipalName"));
        assertEquals("0409b7eb-7bb2-51e8-a412-8db106c3fc2d", user.text("id"));
        MapValue device = company.devices().find("computerDnsName", "ws-1.fabrikam.example");
        assertNotNull(device);
        assertEquals(DerivedIds.hex("ws-1.fabrikam.example", 40), device.text("id"));
        MapValue alert = company.defenderAlerts().rows().iterator().next();
        assertEquals(device.text("id"), alert.text("machineId"));
        assertEquals("2026-03-02T07:45:00Z", alert.text("alertCreationTime"));
        assertTrue(Company.text(alert, "id").matches("da639\\d{15}_-\\d{10}"), alert::toString);
    }

    @Test
    void ownersAreSeenAtWork() {
        Company company =
                company(
                        """
                        lab: fabrikam
                        people: [{ name: Ida Berg }]
                        devices: [{ name: ws-1, owner: Ida Berg }, { name: ws-2, owner: ida.berg }]
                        hunting:
                          DeviceProcessEvents:
                            - { when: 2d ago, device: ws-2, user: Ida Berg, FileName: cmd.exe }
                        """);
        List<MapValue> rows = company.hunting("DeviceProcessEvents");
        assertNotNull(rows);
        assertEquals(
                List.of("ws-2.fabrikam.example cmd.exe", "ws-1.fabrikam.example explorer.exe"),
                rows.stream()
                        .map(
                                row ->
                                        Company.text(row, "DeviceName")
                                                + " "
                                                + Company.text(row, "FileName"))
                        .toList());
        assertEquals("2026-02-28T08:00:00Z", rows.getFirst().text("Timestamp"));
    }

    @Test
    void nothingOfContosoIsThereUnlessItIsExtended() {
        Company own = company("lab: nothing");
        assertEquals(List.of(), texts(own.users(), "displayName"));
        assertEquals(MapValue.of("indicators", ListValue.EMPTY), own.section("http"));
        assertEquals(List.of(), own.hunting("DeviceLogonEvents"));

        Company extended =
                company(
                        """
                        lab: contoso-tomorrow
                        extends: contoso
                        people:
                          - { name: adele vance, risk: high }
                          - { name: Ida Berg, manager: Megan Bowen, groups: [Finance] }
                        devices: [{ name: ws-ida-01, owner: Ida Berg }]
                        services:
                          http: { indicators: [{ type: ip, value: 203.0.113.9, confidence: 1 }] }
                        """);
        assertEquals(6, extended.users().rows().size());
        MapValue ida = extended.users().find("displayName", "Ida Berg");
        assertNotNull(ida);
        assertEquals("ida.berg@contoso.com", ida.text("userPrincipalName"));
        MapValue adele = extended.riskyUsers().get("a11ce000-0000-4000-8000-000000000001");
        assertNotNull(adele);
        assertEquals("high", adele.text("riskLevel"));
        assertEquals("Adele Vance", adele.text("userDisplayName"));
        assertEquals(4, texts(extended.section("http"), "indicators", "value").size());
        assertTrue(texts(extended.section("graph"), "groups", "displayName").contains("Finance"));
    }

    @Test
    void defendersAlertsAreInGraphTooAndAlertsOfOneIncidentTogether() {
        Company company =
                company(
                        """
                        lab: fabrikam
                        people: [{ name: Ida Berg }]
                        devices: [{ name: ws-1 }]
                        alerts:
                          defender-endpoint:
                            - { title: One, id: da1, device: ws-1, incident: 7, ips: [203.0.113.9] }
                          graph:
                            - { title: Two, id: fa2, user: Ida Berg, incident: 7, severity: high }
                        """);
        MapValue graph = company.section("graph");
        assertEquals(List.of("da1", "fa2"), texts(graph, "alerts", "id"));
        assertEquals(List.of("7", "7"), texts(graph, "alerts", "incidentId"));
        assertEquals(List.of("7"), texts(graph, "incidents", "id"));
        assertEquals(List.of("high"), texts(graph, "incidents", "severity"));
        assertEquals(
                List.of("203.0.113.9"),
                texts(company.section("defender-endpoint"), "ips", "ipAddress"));
    }

    @Test
    void mailsAreForHunting() {
        Company company =
                company(
                        """
                        lab: fabrikam
                        people: [{ name: Ida Berg }]
                        mails:
                          - from: billing@evil.example
                            to: Ida Berg
                            subject: Invoice
                            action: junked
                            urls: ["https://pay.evil.example/a?b=c"]
                        """);
        List<MapValue> mails = company.hunting("EmailEvents");
        List<MapValue> links = company.hunting("EmailUrlInfo");
        assertNotNull(mails);
        assertNotNull(links);
        assertEquals("ida.berg@fabrikam.example", mails.getFirst().text("RecipientEmailAddress"));
        assertEquals("Junk folder", mails.getFirst().text("DeliveryLocation"));
        assertEquals("pay.evil.example", links.getFirst().text("UrlDomain"));
        assertEquals(
                mails.getFirst().text("NetworkMessageId"),
                links.getFirst().text("NetworkMessageId"));
    }

    @Test
    void eachStandInStartsWithAnEmptyCompany() throws IOException, InterruptedException {
        LabOptions options = LabOptions.standard().withScenario(read("lab: nothing"));
        try (Lab lab = Lab.start(options);
                HttpClient client = HttpClient.newHttpClient()) {
            String played =
                    new LabSession(lab, client)
                            .play(
                                    """
                                    ### machines
                                    GET /defender/api/machines
                                    Authorization: defender

                                    ### state
                                    GET /lab/state
                                    """);
            assertTrue(played.contains("\"value\" : [ ]"), played);
            assertEquals(2, played.split("-> 200", -1).length - 1, played);
        }
    }

    @Test
    void rowsThatLackWhatARequestNeedsAreToldOf() throws IOException, InterruptedException {
        Scenario scenario =
                read(
                        """
                        lab: fabrikam
                        devices: [{ name: ws-1, raw: { machineTags: none } }]
                        """);
        try (Lab lab = Lab.start(LabOptions.standard().withScenario(scenario));
                HttpClient client = HttpClient.newHttpClient()) {
            String played =
                    new LabSession(lab, client)
                            .play(
                                    """
                                    ### by tag
                                    GET /defender/api/machines/findbytag?tag=x
                                    Authorization: defender
                                    """);
            assertTrue(played.contains("-> 500"), played);
            assertTrue(
                    played.contains("the stand-in for defender-endpoint cannot read a row"),
                    played);
        }
    }

    @Test
    void mailsComeFromTheDomainOfTheCompany() throws IOException {
        try (Lab lab = Lab.start(LabOptions.standard().withScenario(read("lab: fabrikam")))) {
            assertTrue(lab.connectionsYaml().contains("from: tocsin@fabrikam.example"));
            assertNotEquals(Lab.services(), List.of());
        }
    }
}
