package dev.tocsin.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same requests in the same order give the same answers, ids and times included. */
final class DeterminismTest {

    @Test
    void twoLabsSideBySideSayTheSame() throws IOException, InterruptedException {
        List<String> sessions = LabGoldenTest.sessions();
        assertTrue(sessions.size() > 5, sessions::toString);
        LabOptions options =
                LabOptions.standard().withFaults(List.of(Fault.status("http", 503).times(3)), 1);
        try (Lab one = Lab.start(options);
                Lab other = Lab.start(options);
                HttpClient client = HttpClient.newHttpClient()) {
            LabSession first = new LabSession(one, client);
            LabSession second = new LabSession(other, client);
            // One after the other with both, so that they also agree on a past.
            for (String name : sessions) {
                String session = Files.readString(Path.of("src/test/resources/golden/lab", name));
                assertEquals(first.play(session), second.play(session), name);
            }
            assertEquals(one.state(), other.state());
            assertEquals(one.requests(), other.requests());
        }
    }

    @Test
    void scenariosAgreeOnIdsThatNobodyGave() throws IOException {
        String company = Files.readString(Path.of("examples/lab/fabrikam/company.yaml"));
        assertEquals(
                ScenarioTest.read(company).start().rows(),
                ScenarioTest.read(company).start().rows());
        assertEquals(
                ScenarioTest.read(company).start().section("graph"),
                ScenarioTest.read(company).start().section("graph"));
    }
}
