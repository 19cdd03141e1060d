package dev.tocsin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whoever writes the alert chooses no machine: the user's name stays a name in the query. */
final class HostileAlertTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\\\" or DeviceName != \\\"",
                "x\\\" or AccountUpn != \\\"\\\" //",
                "x\\\\",
                "x\\\" | take 3 //",
                "x\\t| where true"
            })
    void noMachineIsCutOff(String user) throws IOException {
        Path event = folder.resolve("event.json");
        Files.writeString(
                event,
                """
                {"ProviderAlertId": "6a0000000000000000000003", "AlertDisplayName": "a",
                 "Severity": "High", "CompromisedEntity": "%s"}
                """
                        .formatted(user));
        CapturedConsole.Printed printed =
                CapturedConsole.in(Path.of("").toAbsolutePath())
                        .run(
                                List.of(
                                        "run",
                                        "playbooks/isolate-devices-of-user.yaml",
                                        "--lab",
                                        "--event",
                                        event.toString()));
        assertEquals(ExitCode.FINE, printed.exitCode(), printed::err);
        assertTrue(printed.out().contains("devices: []"), printed::out);
        assertTrue(printed.out().contains("1 read, 1 change\n"), printed::out);
    }
}
