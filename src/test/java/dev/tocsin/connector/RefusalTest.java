package dev.tocsin.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** What a service would refuse is not sent at all. */
final class RefusalTest {

    @Test
    void messagesHaveTheSizeThatTeamsTakes() throws Exception {
        try (FakeService teams =
                        new FakeService(
                                exchange -> FakeService.respond(exchange, 202, "text/plain", ""));
                Calling calling =
                        new Calling(
                                """
                                connections:
                                  teams:
                                    allowAddresses: [127.0.0.1]
                                    auth: { kind: urlSecret, url: env:TOCSIN_W }
                                """,
                                Map.of(
                                        "env:TOCSIN_W",
                                        "http://127.0.0.1:" + teams.port() + "/w"))) {
            String text = "{'text':'" + "é".repeat(15_000) + "'}";
            String card = "{'body':[{'type':'TextBlock','text':'" + "x".repeat(28_000) + "'}]}";
            for (String[] each : new String[][] {{"postMessage", text}, {"postCard", card}}) {
                String failure = calling.failure("teams." + each[0], each[1]);
                assertTrue(failure.startsWith("invalid (nothing was done)\n"), failure);
                assertTrue(failure.contains("28 KB"), failure);
            }
            assertEquals(0, teams.requests.size());
            calling.call("teams.postMessage", text.replace("é", "x"));
            assertEquals(1, teams.requests.size());
        }
    }
}
