package dev.tocsin.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.connector.Connections;
import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Diagnostics;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.playbook.Channel;
import dev.tocsin.service.config.Asking;
import dev.tocsin.service.trigger.Generation;
import dev.tocsin.service.trigger.ProjectFolder;
import dev.tocsin.source.SourceText;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What playbooks cannot reach is said with their names, once, and again after a reload. */
final class MissingConnectionsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final List<String> log = new ArrayList<>();
    private Generation generation = Generation.NONE;

    @TempDir Path root;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(root.resolve("playbooks"));
        playbook("lookup", "- action: jira.getIssue\n    with: { id: SEC-1 }");
        playbook("decide", "- ask: Go on?\n    to: [ann@contoso.com]\n    choices: [Yes, No]");
        reload();
    }

    private void playbook(String id, String step) throws IOException {
        Files.writeString(
                root.resolve("playbooks/" + id + ".yaml"),
                "playbook: " + id + "\nowner: test\nsteps:\n  " + step + "\n");
    }

    private void reload() {
        generation =
                new ProjectFolder(root, "1.0", Settings.NONE, Profile.STANDARD)
                        .load(generation, NOW);
        assertEquals(List.of(), generation.problems());
    }

    private MissingConnections over(String connections, List<String> domains) {
        Diagnostics diagnostics = new Diagnostics();
        return new MissingConnections(
                () -> generation,
                Connections.parse(SourceText.of("c.yaml", connections), null, diagnostics),
                new Asking(
                        List.of(Channel.MAIL, Channel.PAGE),
                        null,
                        domains,
                        List.of(),
                        "mail",
                        "teams",
                        Duration.ofMinutes(5),
                        Duration.ofDays(7)),
                (event, details) -> log.add(event + " " + details.text("problem")),
                InstantSource.fixed(NOW));
    }

    @Test
    void connectionsThatStepsAndQuestionsNeed() {
        MissingConnections missing = over("connections: {}\n", List.of("contoso.com"));

        missing.tick();
        missing.tick();

        assertEquals(
                List.of(
                        "connector `jira` has no connection; needed by `lookup`",
                        "no connection `mail` to ask people by mail through; needed by `decide`"),
                missing.failing());
        assertEquals(2, log.size(), "each is said once");
        assertEquals("2 things that playbooks need cannot be reached", missing.health().detail());
    }

    @Test
    void nobodyMayBeAsked() {
        MissingConnections missing = over("connections: {}\n", List.of());

        missing.tick();

        assertEquals(
                "nobody may be asked: the service file has no `questions.allowedDomains`;"
                        + " needed by `decide`",
                missing.failing().getLast());
    }

    @Test
    void aReloadIsLookedAt() throws IOException {
        MissingConnections missing = over("connections: {}\n", List.of("contoso.com"));
        missing.tick();
        log.clear();

        Files.delete(root.resolve("playbooks/lookup.yaml"));
        playbook(
                "ticket",
                "- action: servicenow.getRecord\n"
                        + "    with: { sysId: 9d385017c611228701d22104cc95c371 }");
        reload();
        missing.tick();

        assertEquals(
                List.of(
                        "connection.missing connector `servicenow` has no connection;"
                                + " needed by `ticket`"),
                log);
    }
}
