package dev.tocsin.service.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.connector.Settings;
import dev.tocsin.diagnostic.Profile;
import dev.tocsin.value.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that change under a service: good ones count, broken ones keep what was good. */
final class ReloadTest {

    @TempDir private Path root;

    private final TriggerFixture.TestClock clock = new TriggerFixture.TestClock();
    private final List<String> told = new ArrayList<>();
    private final List<Long> failed = new ArrayList<>();
    private Reload reload;

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(root.resolve("playbooks"));
        Files.createDirectories(root.resolve("connectors"));
        Files.createDirectories(root.resolve("policies"));
        copy("connectors/siem.yaml");
        copy("playbooks/triage.yaml");
        copy("playbooks/case.yaml");
        copy("policies/incidents.yaml");
        reload =
                new Reload(
                        new ProjectFolder(root, "1.0", Settings.NONE, Profile.STANDARD),
                        (event, details) -> told.add(event + " " + Json.write(details)),
                        generation -> failed.add(generation.number()),
                        clock);
        reload.reload();
        assertEquals(List.of(), reload.failing());
    }

    private void copy(String name) throws IOException {
        Files.copy(TriggerFixture.PROJECT.resolve(name), root.resolve(name));
    }

    private void change(String name, String from, String to) throws IOException {
        String text = Files.readString(root.resolve(name));
        assertTrue(text.contains(from), text);
        Files.writeString(root.resolve(name), text.replace(from, to));
    }

    private LoadedPlaybook triage() {
        return reload.current().playbook("triage");
    }

    @Test
    void aChangedPlaybookHasAnotherDigest() throws IOException {
        LoadedPlaybook before = triage();
        reload.reload();
        assertEquals(before.digest(), triage().digest());
        change("playbooks/triage.yaml", "event.name", "event.id");
        reload.reload();
        assertNotEquals(before.digest(), triage().digest());
        assertEquals(List.of(), reload.failing());
    }

    @Test
    void aBrokenPlaybookKeepsItsLastGoodVersionAndIsTold() throws IOException {
        LoadedPlaybook before = triage();
        change("playbooks/triage.yaml", "event.name", "event.nmae");
        reload.reload();
        assertSame(before, triage());
        assertEquals(1, reload.failing().size());
        assertTrue(
                reload.failing().getFirst().startsWith("playbooks/triage.yaml:6:18: "),
                reload.failing().getFirst());
        assertTrue(reload.failing().getFirst().endsWith("; the last good version goes on"));
        assertEquals(1, told.size());
        reload.reload();
        assertEquals(1, told.size(), "the same is told once");
        assertEquals(List.of(2L, 3L), failed);
        change("playbooks/triage.yaml", "event.nmae", "event.name");
        reload.reload();
        assertEquals(List.of(), reload.failing());
    }

    @Test
    void aFileThatIsNoPlaybookAnyMoreKeepsItAsWell() throws IOException {
        LoadedPlaybook before = triage();
        for (String text : List.of("", "playbook: [", "plybook: triage\n", "\t\u0000")) {
            Files.writeString(root.resolve("playbooks/triage.yaml"), text);
            reload.reload();
            assertSame(before, triage(), text);
            assertFalse(reload.failing().isEmpty(), text);
        }
        Files.delete(root.resolve("playbooks/triage.yaml"));
        reload.reload();
        assertEquals(List.of("case"), List.copyOf(reload.current().playbooks().keySet()));
        assertEquals(List.of(), reload.failing());
    }

    @Test
    void aBrokenConnectorKeepsPlaybooksAndItsAlertsAsTheyWere() throws IOException {
        LoadedPlaybook before = triage();
        var source = reload.current().sources().get("siem");
        change(
                "connectors/siem.yaml",
                "level: { enum: [low, medium, high] }",
                "level: { enum: 7 }");
        change("playbooks/triage.yaml", "event.name", "event.id");
        reload.reload();
        assertSame(before, triage());
        assertSame(source, reload.current().sources().get("siem"));
        assertFalse(reload.failing().isEmpty());
        assertTrue(
                reload.failing().getFirst().startsWith("connectors/siem.yaml:"),
                reload.failing().getFirst());
    }

    @Test
    void aConnectorThatNoLongerFitsKeepsThePlaybook() throws IOException {
        LoadedPlaybook before = triage();
        String text = Files.readString(root.resolve("connectors/siem.yaml"));
        Files.writeString(
                root.resolve("connectors/siem.yaml"),
                text.replace("name: { type: string }", "label: { type: string }")
                        .replace("required: [id, name, level, at]", "required: [id, level, at]")
                        .replace("title: ${event.name}", "title: ${event.id}"));
        reload.reload();
        assertSame(before, triage());
        assertFalse(reload.failing().isEmpty());
    }

    @Test
    void twoPlaybooksOfOneIdKeepTheFirst() throws IOException {
        LoadedPlaybook before = triage();
        Files.copy(root.resolve("playbooks/triage.yaml"), root.resolve("playbooks/another.yaml"));
        Files.move(root.resolve("playbooks/triage.yaml"), root.resolve("playbooks/moved.yaml"));
        reload.reload();
        assertSame(before, triage());
        assertEquals(1, reload.failing().size());
    }

    @Test
    void aBrokenPolicyKeepsItsLastGoodVersion() throws IOException {
        change("policies/incidents.yaml", "incident.severity ==", "incident.svrity ==");
        reload.reload();
        assertEquals(1, reload.current().policies().size());
        assertEquals(1, reload.failing().size());
        change("policies/incidents.yaml", "incident.svrity ==", "incident.severity ==");
        Files.delete(root.resolve("playbooks/case.yaml"));
        reload.reload();
        assertEquals(0, reload.current().policies().size());
        assertFalse(reload.failing().isEmpty());
    }

    @Test
    void theFolderIsReadWhenItHasSettled() throws IOException {
        long before = reload.current().number();
        clock.advance(Reload.LOOK_EVERY);
        reload.tick();
        assertEquals(before, reload.current().number());
        change("playbooks/triage.yaml", "event.name", "event.id + event.name");
        reload.touched();
        reload.tick();
        assertEquals(before, reload.current().number(), "not yet");
        clock.advance(Reload.SETTLE);
        reload.tick();
        change("playbooks/triage.yaml", "event.id + event.name", "event.id");
        clock.advance(Reload.SETTLE);
        reload.tick();
        assertEquals(before, reload.current().number(), "it changed again");
        clock.advance(Reload.SETTLE);
        reload.tick();
        assertEquals(before + 1, reload.current().number());
        clock.advance(Reload.LOOK_EVERY);
        reload.tick();
        assertEquals(before + 1, reload.current().number());
    }

    @Test
    void inputsWithoutAValueAndTwoWebhooksAtOnePathAreTold() throws IOException {
        copy("playbooks/forms.yaml");
        Files.writeString(
                root.resolve("playbooks/zforms.yaml"),
                Files.readString(root.resolve("playbooks/forms.yaml"))
                        .replace(
                                "playbook: forms",
                                "playbook: zforms\ninputs: { a: { type: string } }")
                        .replace("filled in", "${inputs.a}"));
        reload.reload();
        assertEquals(2, reload.failing().size());
        assertTrue(reload.failing().get(0).endsWith("; its triggers start nothing"));
        assertTrue(reload.failing().get(1).endsWith("; calls go to `forms`"));
    }
}
