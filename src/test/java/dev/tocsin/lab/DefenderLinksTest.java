package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tocsin.connector.Connector;
import dev.tocsin.connector.ConnectorRegistry;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.value.Json;
import dev.tocsin.value.MapValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** Links that Defender gives out are opened as they come, without a token. */
final class DefenderLinksTest {

    private static final String DEVICE = "7561bd52b1761e70b4efd0cabf48296ece7ce29a";

    @TempDir Path project;

    @Test
    void aPackageIsFetched() throws Exception {
        assertEquals(
                "investigation package of ws-diego-01.contoso.com\n",
                fetched(
                        "collectInvestigationPackage",
                        "{\"machineId\":\"%s\",\"comment\":\"c\"}".formatted(DEVICE),
                        "getInvestigationPackageLink",
                        "{\"id\":\"%s\"}"));
    }

    @Test
    void aTranscriptIsFetched() throws Exception {
        String transcript =
                fetched(
                        "runLiveResponse",
                        """
                        {"machineId":"%s","comment":"c","commands":
                        [{"type":"RunScript","scriptName":"collect-autoruns.ps1"}]}\
                        """
                                .formatted(DEVICE),
                        "getLiveResponseResultLink",
                        "{\"id\":\"%s\",\"index\":0}");
        MapValue read = (MapValue) Json.parse(transcript);
        assertEquals("collect-autoruns.ps1", read.text("script_name"));
        assertEquals("0", Json.write(read.entries().get("exit_code")));
    }

    private String fetched(String start, String input, String link, String linkInput)
            throws Exception {
        Connector connector =
                ConnectorRegistry.load(null, new Diagnostics()).find("defender-endpoint");
        assertNotNull(connector);
        try (LabCalls calls = new LabCalls(connector, project);
                HttpClient client = HttpClient.newHttpClient()) {
            String id = perform(calls, connector, start, input).text("id");
            for (int look = 0; look < 2; look++) {
                perform(calls, connector, "getMachineAction", "{\"id\":\"" + id + "\"}");
            }
            String url = perform(calls, connector, link, linkInput.formatted(id)).text("link");
            HttpRequest request = HttpRequest.newBuilder(URI.create(String.valueOf(url))).build();
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            return response.body();
        }
    }

    private static MapValue perform(
            LabCalls calls, Connector connector, String operation, String input) throws Exception {
        var found = connector.operation(operation);
        assertNotNull(found, operation);
        return (MapValue) calls.perform(found, (MapValue) Json.parse(input));
    }
}
