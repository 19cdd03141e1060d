package dev.tocsin.lab;

import dev.tocsin.testing.Golden;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an app registration may do that was granted little. */
final class PermissionsTest {

    private static final Path SESSION =
            Path.of("src/test/resources/golden/lab-permissions/session.txt");

    @Test
    void whatWasNotGrantedIsRefusedAsTheServiceDoes() throws IOException, InterruptedException {
        Scenario scenario =
                ScenarioTest.read(
                        """
                        lab: contoso-careful
                        extends: contoso
                        access:
                          permissions:
                            defender-endpoint: [Machine.Read.All, Alert.Read.All]
                            graph: [User.Read.All]
                        """);
        try (Lab lab = Lab.start(LabOptions.standard().withScenario(scenario));
                HttpClient client = HttpClient.newHttpClient()) {
            Golden.check(SESSION, new LabSession(lab, client).play(Files.readString(SESSION)));
        }
    }
}
